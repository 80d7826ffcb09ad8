import { rmSync } from 'node:fs';

/** Stops the server that this run started, if it started one, and deletes its folder in any case. */
export default async function tearDown() {
  const started = globalThis.testDatabaseServer;
  if (!started) return;
  delete globalThis.testDatabaseServer;
  delete process.env.TEST_DATABASE_SERVER;
  try {
    await started.server.stop();
  } finally {
    rmSync(started.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
