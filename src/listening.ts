import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCode } from './platform/http/error-code';
import type { Settings } from './settings';

const NO_ADDRESS = 'KELAMBU_HOST is no address of this machine.';
const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken, perhaps by another Kelambu. Stop that one, or set KELAMBU_PORT.',
  EACCES: 'This user may not take that port. Set KELAMBU_PORT to one above 1023.',
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
};

/** @throws Error that says which setting to correct, where they are why it cannot listen */
export const listening = async (
  app: NestFastifyApplication,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<void> => {
  try {
    await app.listen(port, host);
  } catch (error) {
    const words = WORDS[errorCode(error) ?? ''];
    throw words === undefined ? error : new Error(`${words} (${host}:${port})`, { cause: error });
  }
};
