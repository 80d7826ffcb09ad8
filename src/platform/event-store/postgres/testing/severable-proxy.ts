import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type SeverableProxy = {
  /** The same database, through the proxy. */
  readonly url: string;
  /** Breaks every connection and takes no new one until `restore`. */
  readonly sever: () => void;
  readonly restore: () => void;
  /** Breaks the next connection on which the server answers, in place of passing the answer on. */
  readonly loseNextAnswer: () => void;
  readonly close: () => Promise<void>;
};

/** A network between a client and its database that fails when it is told to. */
export const severableProxy = async (databaseUrl: string): Promise<SeverableProxy> => {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  let severed = false;
  let losing = false;

  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  const join = (client: Socket) => {
    const server = connect(target);
    const ends = [client, server];
    for (const socket of ends) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        ends.forEach((end) => end.destroy());
      });
    }
    client.pipe(server);
    server.on('data', (answer) => {
      if (!losing) return void client.write(answer);
      losing = false;
      ends.forEach((end) => end.destroy());
    });
  };

  const listener = createServer((client) => {
    if (severed) client.destroy();
    else join(client);
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    sever: () => {
      severed = true;
      breakAll();
    },
    restore: () => void (severed = false),
    loseNextAnswer: () => void (losing = true),
    close: async () => {
      breakAll();
      await once(listener.close(), 'close');
    },
  };
};
