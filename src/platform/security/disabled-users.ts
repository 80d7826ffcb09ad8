import type { DataSource } from 'typeorm';
import type { Statements } from '../database/statements';

/** Whose tokens are not taken any more. */
export abstract class DisabledUsers {
  /** As it stands when this is called. */
  abstract isDisabledNow(actor: string): Promise<boolean>;

  /** As it stood within the last minute. */
  abstract isDisabled(actor: string): Promise<boolean>;
}

const LONGEST_MS = 30_000;

type Known = { readonly actors: ReadonlySet<string>; readonly at: number };

/**
 * Reads the whole list, which is short. Those who ask at the same time share one look, and never one that began before
 * they asked: a command that comes after a user was disabled is refused, at the cost of one small query for many.
 */
export class ListedDisabledUsers extends DisabledUsers {
  private known: Known | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private next: Promise<Known> | null = null;

  constructor(
    private readonly load: () => Promise<readonly string[]>,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  override async isDisabledNow(actor: string): Promise<boolean> {
    return (await this.fresh()).actors.has(actor);
  }

  override async isDisabled(actor: string): Promise<boolean> {
    const stillGood = this.known !== null && this.now() - this.known.at < LONGEST_MS;
    const known = stillGood && this.known ? this.known : await this.fresh();
    return known.actors.has(actor);
  }

  private fresh(): Promise<Known> {
    this.next ??= this.running.then(() => {
      this.next = null;
      const look = this.look();
      // Whoever asks from now on waits for the look after this one, also where this one fails.
      this.running = look.catch(() => undefined);
      return look;
    });
    return this.next;
  }

  private async look(): Promise<Known> {
    const at = this.now();
    const known = { actors: new Set(await this.load()), at };
    this.known = known;
    return known;
  }
}

export const disabledUsersIn = (database: Statements) => async (): Promise<readonly string[]> => {
  const rows = await database.query<readonly { readonly actor: string }[]>(
    'SELECT actor FROM access.disabled_user',
  );
  return rows.map(({ actor }) => actor);
};

/** From then on no command of theirs is taken. Returns whether that changed anything. */
export const disableUser = async (
  database: Pick<DataSource, 'query'>,
  actor: string,
): Promise<boolean> => {
  const rows = await database.query<readonly unknown[]>(
    'INSERT INTO access.disabled_user (actor) VALUES ($1) ON CONFLICT DO NOTHING RETURNING actor',
    [actor],
  );
  return rows.length > 0;
};

export const enableUser = async (
  database: Pick<DataSource, 'query'>,
  actor: string,
): Promise<boolean> => {
  const rows = await database.query<readonly { readonly deleted: number }[]>(
    `WITH gone AS (DELETE FROM access.disabled_user WHERE actor = $1 RETURNING actor)
     SELECT count(*)::int AS deleted FROM gone`,
    [actor],
  );
  return (rows[0]?.deleted ?? 0) > 0;
};

export type DisabledUser = { readonly actor: string; readonly disabledAt: Date };

export const listDisabledUsers = (
  database: Pick<DataSource, 'query'>,
): Promise<readonly DisabledUser[]> =>
  database.query('SELECT actor, disabled_at AS "disabledAt" FROM access.disabled_user ORDER BY 1');
