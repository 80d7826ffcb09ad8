import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres';

export type Said =
  | { readonly kind: 'runs'; readonly url: string }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
  | { readonly kind: 'stopped' };

const say = (said: Said): void => {
  process.send?.(said);
};

/** Starts PostgreSQL in the folder that it is given, says how that went, and stops it when it is told anything. */
const main = async (): Promise<void> => {
  try {
    const { url, stop } = await startEmbeddedPostgres({ folder: process.argv[2] ?? '' });
    process.once('message', () => {
      void stop().then(() => {
        say({ kind: 'stopped' });
        process.disconnect();
      });
    });
    say({ kind: 'runs', url });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', name, message });
    process.disconnect();
  }
};

void main();
