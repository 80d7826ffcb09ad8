import { Client, type ClientConfig } from 'pg';

const RECONNECT_DELAYS_MS = { first: 100, most: 5_000 };

/** Listens to a channel on a connection of its own, which it makes anew, ever more slowly, for as long as it is lost. */
export const listen = (
  config: ClientConfig,
  channel: string,
  hint: () => void,
): { readonly close: () => Promise<void> } => {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let delay = RECONNECT_DELAYS_MS.first;
  let closed = false;

  const lost = (which: Client) => {
    if (client !== which || closed) return;
    client = undefined;
    void which.end().catch(() => undefined);
    timer = setTimeout(() => void connect(), delay).unref();
    delay = Math.min(delay * 2, RECONNECT_DELAYS_MS.most);
  };

  const connect = async () => {
    const connecting = new Client({ ...config, keepAlive: true });
    client = connecting;
    connecting.on('error', () => lost(connecting));
    connecting.on('end', () => lost(connecting));
    connecting.on('notification', hint);
    try {
      await connecting.connect();
      await connecting.query(`LISTEN ${channel}`);
      delay = RECONNECT_DELAYS_MS.first;
      hint(); // Something may have been written while nobody listened.
    } catch {
      lost(connecting);
    }
  };

  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
};
