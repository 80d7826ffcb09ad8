import { DatabaseError as DriverError } from 'pg';
import { EntityNotFoundError, QueryFailedError } from 'typeorm';
import { DatabaseError, sqlStateOf, withoutValues } from './errors';

const CANARY = '9916010101010001';

const driverError = (message: string, properties: Partial<DriverError>): DriverError =>
  Object.assign(new DriverError(message, message.length, 'error'), {
    severity: 'ERROR',
    detail: `Key (nik)=(${CANARY}) already exists.`,
    where: `portal with parameters: $1 = '${CANARY}'`,
    ...properties,
  });
const queryFailed = (cause: Error): QueryFailedError =>
  new QueryFailedError(`INSERT INTO person VALUES ('${CANARY}')`, [CANARY], cause);

/** Everything that a logger could print of it. */
const printed = (error: Error): string =>
  JSON.stringify([
    error.message,
    error.stack,
    String(error.cause),
    Object.getOwnPropertyNames(error).map((name) => Reflect.get(error, name) as unknown),
  ]);

describe('An error of the database', () => {
  const unique = driverError('duplicate key value violates unique constraint "person_nik_unique"', {
    code: '23505',
    constraint: 'person_nik_unique',
    table: 'person',
  });

  it('keeps SQLSTATE, constraint and table', () =>
    expect(withoutValues(unique)).toMatchObject({
      name: 'DatabaseError',
      message: 'PostgreSQL refused: SQLSTATE 23505, constraint person_nik_unique, table person',
      sqlState: '23505',
      constraint: 'person_nik_unique',
      table: 'person',
    }));

  it.each([
    ['of the driver', unique],
    ['wrapped by TypeORM', queryFailed(unique)],
    [
      'whose message quotes the value',
      driverError(`invalid input syntax for type date: "${CANARY}"`, { code: '22007' }),
    ],
    ['of a search by TypeORM', new EntityNotFoundError('person', { nik: CANARY })],
  ])('%s carries no value out', (_which, error) => {
    // Control: as it comes, it does.
    expect(printed(error)).toContain(CANARY);
    expect(printed(withoutValues(error))).not.toContain(CANARY);
  });

  it('keeps a message that only names things of the schema', () =>
    expect(
      withoutValues(driverError('permission denied for table person', { code: '42501' })).message,
    ).toBe('PostgreSQL refused: SQLSTATE 42501, permission denied for table person'));

  it('is left as it is when it comes from elsewhere, or has no values any more', () => {
    const [ours, refused] = [
      new RangeError('ours'),
      Object.assign(new Error('x'), { code: 'EPIPE' }),
    ];
    const clean = new DatabaseError('clean', '23505');
    expect([ours, refused, clean].map(withoutValues)).toEqual([ours, refused, clean]);
  });

  it('tells its SQLSTATE, also when it is wrapped, and nothing else has one', () =>
    expect(
      [unique, queryFailed(unique), withoutValues(unique), { code: '23505' }, null].map(sqlStateOf),
    ).toEqual(['23505', '23505', '23505', null, null]));
});
