import { settingsFrom } from '../settings';
import { backgroundOrder } from './background-order';

const DATABASE = 'postgres://kelambu@127.0.0.1:5432/kelambu';

it('The other thread works with what was chosen here, also where the environment says otherwise', () => {
  const env = { KELAMBU_POOL_SIZE: '7' };
  const settings = settingsFrom({
    ...env,
    KELAMBU_FOLDER: '/srv/kelambu',
    KELAMBU_LOG_LEVEL: 'warn',
  });

  const order = backgroundOrder({ env, settings, databaseUrl: DATABASE, logTo: 'stderr' });

  expect(settingsFrom(order.env)).toEqual({ ...settings, databaseUrl: DATABASE });
  expect(order.logTo).toBe('stderr');
});
