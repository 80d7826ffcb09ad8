import type { DataSource, QueryRunner } from 'typeorm';

/** Runs one statement and gives its rows. */
export type Run = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;

export const runOn =
  (queryRunner: QueryRunner): Run =>
  async <Row>(sql: string, parameters: readonly unknown[] = []) => {
    const { records } = await queryRunner.query(sql, [...parameters], true);
    return records as readonly Row[];
  };

/** One statement on a connection of its own. */
export const runAlone =
  (dataSource: DataSource): Run =>
  async <Row>(sql: string, parameters: readonly unknown[] = []) => {
    const queryRunner = dataSource.createQueryRunner();
    try {
      return await runOn(queryRunner)<Row>(sql, parameters);
    } finally {
      await queryRunner.release();
    }
  };

/** All of it or nothing. */
export const inTransaction = async <Result>(
  dataSource: DataSource,
  work: (run: Run, queryRunner: QueryRunner) => Promise<Result>,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ' = 'READ COMMITTED',
): Promise<Result> => {
  const queryRunner = dataSource.createQueryRunner();
  try {
    // What every connection of ours begins with needs no statement of its own.
    await queryRunner.startTransaction(isolation === 'READ COMMITTED' ? undefined : isolation);
    const result = await work(runOn(queryRunner), queryRunner);
    await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    // Where even this fails the connection is gone, and the transaction with it.
    if (queryRunner.isTransactionActive)
      await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await queryRunner.release();
  }
};
