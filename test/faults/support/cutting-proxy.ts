import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where a conversation ends: after so many bytes of the next request, or of the answer to it. */
export type Cut = {
  readonly side: 'request' | 'answer';
  readonly after: number;
  /** By default the connection breaks; it may also stand, and nothing more comes through. */
  readonly manner?: 'break' | 'silence';
};

export type CuttingProxy = {
  /** The same database, through the proxy. */
  readonly url: string;
  /** Counts bytes from here on, and cuts the connection on which this place is reached; without one it only counts. */
  readonly next: (cut?: Cut) => void;
  /** Bytes since `next`. */
  readonly counted: () => Readonly<Record<Cut['side'], number>>;
  /** Lets nothing through any more, and keeps every connection open: a network that says nothing. */
  readonly fallSilent: () => void;
  readonly close: () => Promise<void>;
};

/** A network between a client and its database that fails at the very byte that it is told. */
export const cuttingProxy = async (databaseUrl: string): Promise<CuttingProxy> => {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  let cut: Cut | undefined;
  let counts = { request: 0, answer: 0 };
  let silent = false;

  /** How much of a piece gets through, and what comes after it. */
  const passing = (side: Cut['side'], bytes: number) => {
    const before = counts[side];
    counts[side] += bytes;
    if (cut?.side !== side || counts[side] < cut.after) return { bytes, then: 'more' };
    const { after, manner = 'break' } = cut;
    cut = undefined;
    return { bytes: after - before, then: manner };
  };

  const carry = (side: Cut['side'], from: Socket, to: Socket) => {
    sockets.add(from);
    const end = () => {
      from.destroy();
      to.destroy();
    };
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on('data', (piece: Buffer) => {
      if (silent) return;
      const { bytes, then } = passing(side, piece.length);
      if (then === 'silence') from.pause();
      // The other side gets what came before the cut, and then the end.
      to.write(piece.subarray(0, bytes), then === 'break' ? end : undefined);
    });
  };

  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ ...target, noDelay: true });
    carry('request', client, server);
    carry('answer', server, client);
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    next: (wanted) => {
      cut = wanted;
      counts = { request: 0, answer: 0 };
    },
    counted: () => counts,
    fallSilent: () => void (silent = true),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(listener.close(), 'close');
    },
  };
};
