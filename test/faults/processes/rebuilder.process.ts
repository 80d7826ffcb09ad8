import type { Certificate } from '../../../src/platform/read-models/certificate';
import { onPatientConnections } from '../../../src/platform/read-models/patient-connections';
import { prepareTables } from '../../../src/platform/read-models/read-model-tables';
import { reconcile, type RebuildStep } from '../../../src/platform/read-models/reconcile';
import { counting } from '../../../src/platform/read-models/testing/counting';
import { plainDecode } from '../../../src/platform/read-models/testing/fake-log';
import { logByEnv } from '../support/log-by-env';

export type RebuilderSaid =
  { readonly step: RebuildStep } | { readonly certificates: readonly Certificate[] };

const [url = '', version = '1', stopAt = '', accept = ''] = process.argv.slice(2);

/** Rebuilds one read model; at one step it stands still, to be killed there. */
const main = async (): Promise<void> => {
  const { store, close } = logByEnv(url);
  const projection = counting(Number(version));
  const certificates = await onPatientConnections(url, [projection], async (dataSource) => {
    await prepareTables(dataSource, [projection]);
    return reconcile(
      [projection],
      { kind: 'rebuild', apply: true, accept: accept.split(',') },
      {
        ...{ dataSource, store, decode: plainDecode },
        onStep: (step) => {
          process.send?.({ step });
          return step === stopAt ? new Promise<void>(() => undefined) : undefined;
        },
      },
    );
  });
  process.send?.({ certificates });
  await close();
  process.disconnect();
};

void main();
