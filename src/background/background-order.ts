import type { Settings } from '../settings';
import type { BackgroundOrder } from './background-messages';

type Chosen = {
  readonly env: BackgroundOrder['env'];
  /** As they are here, whatever the environment says of them. */
  readonly settings: Pick<Settings, 'folder' | 'logLevel'>;
  readonly databaseUrl: string;
  readonly logTo: BackgroundOrder['logTo'];
};

/** What the other thread makes its settings from: what was chosen here counts there. */
export const backgroundOrder = ({
  env,
  settings,
  databaseUrl,
  logTo,
}: Chosen): BackgroundOrder => ({
  env: {
    ...env,
    DATABASE_URL: databaseUrl,
    KELAMBU_FOLDER: settings.folder,
    KELAMBU_LOG_LEVEL: settings.logLevel,
  },
  logTo,
});
