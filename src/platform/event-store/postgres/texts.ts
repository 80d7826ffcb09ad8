import type { CustomTypesConfig } from 'pg';

/** Every value as the text that the server sent, whatever parsers the process has registered for its other queries. */
export const asText: CustomTypesConfig = { getTypeParser: () => (value: string) => value };

/** RFC 3339, UTC, milliseconds, whatever time zone and date style the session has. */
export const RECORDED_AT = `to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
