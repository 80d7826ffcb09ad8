import { rotateKeys } from '../platform/privacy/key-rotation';
import { loadSecrets } from '../platform/privacy/secrets';
import type { CliCommand } from './command';
import { withDatabase } from './opened-database';

export const keysRotate: CliCommand = {
  name: 'keys rotate',
  summary: 'Wraps every personal key under the present key-encryption key',
  help: `When the key-encryption key is to be replaced:

  1. Give every process the new one in KELAMBU_KEK and the old one in KELAMBU_KEK_RETIRED (several with commas between
     them), and start them again: from then on new keys are wrapped under the new one.
  2. kelambu keys rotate, with the same two settings. It may be interrupted and begun again, and the application may
     run meanwhile.
  3. Take KELAMBU_KEK_RETIRED away. Keep the old key as long as a backup of the key table is kept that needs it.

No event is touched: only the wrapping of the keys that the events are sealed with.`,
  run: async ({ settings, env, say }) => {
    const { keyEncryptionKeys } = await loadSecrets({ env, folder: settings.folder, warn: say });
    const { rewrapped, alreadyCurrent, tombstones } = await withDatabase(
      settings,
      say,
      ({ dataSource }) => rotateKeys(dataSource, keyEncryptionKeys),
    );
    return [
      `Wrapped anew:            ${rewrapped}`,
      `Under this key already:  ${alreadyCurrent}`,
      `Of erased people:        ${tombstones}`,
    ];
  },
};
