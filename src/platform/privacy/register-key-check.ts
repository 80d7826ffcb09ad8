import type { KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database/errors';
import { keyedHash } from './keyed-hash';

/** The NIK of everyone enrolled is hashed under another key: with this one the same people would be enrolled again. */
export class RegisterKeyDiffers extends Error {
  override readonly name = 'RegisterKeyDiffers';

  constructor() {
    super(
      'KELAMBU_REGISTER_KEY (or register.key) is not the key that this database was made with. Bring back the old one.',
    );
  }
}

/** Remembers the first key that a database is used with, and refuses any other. */
export const registerKeyMustFit = async (
  dataSource: Pick<DataSource, 'query'>,
  registerKey: KeyObject,
): Promise<void> => {
  const value = keyedHash(registerKey, 'check');
  const found = await dataSource
    .query<{ check_value: string }[]>(
      `WITH first AS (
         INSERT INTO privacy.register_key (check_value) VALUES ($1) ON CONFLICT DO NOTHING
         RETURNING check_value
       )
       SELECT check_value FROM first UNION ALL SELECT check_value FROM privacy.register_key`,
      [value],
    )
    .catch((error: unknown) => Promise.reject(withoutValues(error)));
  if (found[0]?.check_value !== value) throw new RegisterKeyDiffers();
};
