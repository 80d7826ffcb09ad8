import { sqlStateOf } from './errors';

/** The weaker role of the application's own connections: it owns nothing and cannot log in by itself. */
export const APPLICATION_ROLE = 'kelambu_application';

/** Whoever reads the views of `reports` is given this role by the operator. It sees nothing else, and cannot log in by itself. */
export const REPORTS_ROLE = 'kelambu_reports';

/** The database's owner may not make, or may not take on, the role of the application. */
export class RoleNotAllowed extends Error {
  override readonly name = 'RoleNotAllowed';
}

const INSUFFICIENT_PRIVILEGE = '42501';

type Query = (sql: string) => Promise<unknown>;

// A role belongs to the whole server, so another database's migration may be making it at this moment:
// PostgreSQL then says duplicate_object, unique_violation, or "tuple concurrently updated" (internal_error).
const ENSURE = `
  DO $$
  BEGIN
    FOR attempt IN 1..20 LOOP
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN
          CREATE ROLE ${APPLICATION_ROLE} NOLOGIN;
        END IF;
        IF NOT pg_has_role(current_user, '${APPLICATION_ROLE}', 'SET') THEN
          EXECUTE format('GRANT ${APPLICATION_ROLE} TO %I', current_user);
        END IF;
        RETURN;
      EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
        IF attempt = 20 THEN RAISE; END IF;
        PERFORM pg_sleep(0.05 * random());
      END;
    END LOOP;
  END $$`;

const ENSURE_REPORTS = `
  DO $$
  BEGIN
    FOR attempt IN 1..20 LOOP
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${REPORTS_ROLE}') THEN
          CREATE ROLE ${REPORTS_ROLE} NOLOGIN;
        END IF;
        RETURN;
      EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
        IF attempt = 20 THEN RAISE; END IF;
        PERFORM pg_sleep(0.05 * random());
      END;
    END LOOP;
  END $$`;

/** As `ensureApplicationRole`; nobody is granted it here. */
export const ensureReportsRole = async (query: Query): Promise<void> => {
  try {
    await query(ENSURE_REPORTS);
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new RoleNotAllowed(
      `The user of DATABASE_URL may not make the role ${REPORTS_ROLE}. Let an administrator of the server run: ` +
        `CREATE ROLE ${REPORTS_ROLE} NOLOGIN; (or ALTER ROLE <that user> CREATEROLE, and start again).`,
    );
  }
};

/**
 * Makes the role where it is absent and grants it to the one who asks, as whom the application logs in.
 * Throws `RoleNotAllowed` with what an administrator has to do.
 */
export const ensureApplicationRole = async (query: Query): Promise<void> => {
  try {
    await query(ENSURE);
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new RoleNotAllowed(
      `The user of DATABASE_URL may not make or take on the role ${APPLICATION_ROLE}. Let an administrator of the ` +
        `server run: CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO <that user>; ` +
        `(or ALTER ROLE <that user> CREATEROLE, and start again).`,
    );
  }
};
