import { setTimeout as sleep } from 'node:timers/promises';
import writeWorkbook from 'write-excel-file/node';
import type { Answer, ApiClient, CommandOptions } from '../../src/demo/api-client';

// Lists as offices send them, and what happens to them over HTTP.

export const PERIOD = {
  action: 'cover',
  programme: 'pake-kelambu-2024',
  from: '2024-10-01',
  lastCoveredOn: '2024-12-31',
  declaredIncome: '1000000',
};

export const HEADING = 'NO;No. KK;N I K;Nama Lengkap;Tgl Lahir;L/P;RT;Desa;Kecamatan;DESIL';

/** A made-up man of province 99 who lives in Ngulak. */
export const lineOf = (serial: number, changed: Readonly<Record<number, string>> = {}): string =>
  [
    String(serial),
    '9906051708120004',
    `990605170890${String(serial).padStart(4, '0')}`,
    `Pekerja ${serial}`,
    '17/08/1990',
    'L',
    '004',
    'Ngulak',
    'Sanga Desa',
    '1',
  ]
    .map((cell, column) => changed[column] ?? cell)
    .join(';');

export const csvOf = (...lines: readonly string[]) =>
  Uint8Array.from(Buffer.from(`${[HEADING, ...lines].join('\r\n')}\r\n`));

/** A workbook of sheets; a number is a numeric cell, a Date is shown as one. */
export const workbookOf = async (
  sheets: Readonly<Record<string, readonly (readonly (string | number | Date | null)[])[]>>,
) => {
  const cellOf = (value: string | number | Date | null) => {
    if (value === null) return null;
    if (typeof value === 'number') return { value, type: Number };
    return value instanceof Date
      ? { value, type: Date, format: 'dd/mm/yyyy' }
      : { value, type: String };
  };
  const data = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map(cellOf)),
  }));
  return Uint8Array.from(await writeWorkbook(data).toBuffer());
};

export type ListBody = {
  readonly id: string;
  readonly status: string;
  readonly rows: number;
  readonly attempt: number;
  readonly progress: { readonly done: number; readonly of: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly checked: Readonly<Record<string, unknown>> | null;
  readonly applied: Readonly<Record<string, unknown>> | null;
  readonly answered: Readonly<Record<string, unknown>> | null;
  readonly undoing: Readonly<Record<string, unknown>> | null;
  readonly undone: Readonly<Record<string, unknown>> | null;
  readonly sheets: readonly {
    readonly name: string;
    readonly unknownColumns: readonly unknown[];
  }[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly count: number;
    readonly detail: string;
    readonly examples: readonly { readonly sheet: string; readonly cell: string }[];
  }[];
};

export type ListAnswer = {
  readonly enrolmentList: ListBody;
  readonly events: readonly { readonly type: string }[];
  readonly wouldUndo?: Readonly<Record<string, unknown>>;
  readonly wouldCheck?: Readonly<Record<string, unknown>> & Pick<ListBody, 'findings'>;
  readonly warnings?: readonly { readonly code: string; readonly facts: unknown }[];
  readonly code?: string;
  readonly detail?: string;
};

/** How often somebody who waits looks at a list: each look counts its rows. */
export const LOOKING = { everyMs: 50 };

export const sendList = (
  who: ApiClient,
  file: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
  options: CommandOptions & { readonly name?: string } = {},
) => who.send<ListAnswer>('/v1/enrolment-lists', file, { ...PERIOD, ...changed }, options);

export const listThatIs = async (
  who: ApiClient,
  id: string,
  status: 'checked' | 'applied' | 'undone',
): Promise<Answer<ListAnswer>> => {
  for (;;) {
    const answer = await who.get<ListAnswer>(`/v1/enrolment-lists/${id}`);
    if (answer.status !== 200 || answer.body.enrolmentList.status === status) return answer;
    await sleep(LOOKING.everyMs);
  }
};

export const approveList = (who: ApiClient, { body, version }: Answer<ListAnswer>) =>
  who.post<ListAnswer>(
    `/v1/enrolment-lists/${body.enrolmentList.id}/approvals`,
    {},
    { ifMatch: version },
  );

/** Sent, checked, approved by another, applied. */
export const appliedList = async (
  sender: ApiClient,
  approver: ApiClient,
  file: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
): Promise<ListBody> => {
  const { body } = await sendList(sender, file, changed);
  const checked = await listThatIs(sender, body.enrolmentList.id, 'checked');
  const approved = await approveList(approver, checked);
  if (approved.status >= 300) throw new Error(JSON.stringify(approved.body));
  return (await listThatIs(sender, body.enrolmentList.id, 'applied')).body.enrolmentList;
};

export const requestUndoing = (
  who: ApiClient,
  id: string,
  version: string | null,
  options: CommandOptions = {},
) =>
  who.post<ListAnswer>(
    `/v1/enrolment-lists/${id}/undoings`,
    { reasonCode: 'wrong_file' },
    { ifMatch: version, ...options },
  );

export const approveUndoing = (who: ApiClient, { body, version }: Answer<ListAnswer>) => {
  const { id, undoing } = body.enrolmentList;
  const path = `/v1/enrolment-lists/${id}/undoings/${String(undoing?.['requestId'])}/approvals`;
  return who.post<ListAnswer>(path, {}, { ifMatch: version });
};

/** What the file that is given back says of each row, in its last two columns. */
export const fileSays = async (
  who: ApiClient,
  id: string,
): Promise<readonly (readonly string[])[]> => {
  const text = Buffer.from(await who.download(`/v1/enrolment-lists/${id}/file`)).toString();
  const [, ...rows] = text.trimEnd().split('\r\n');
  return rows.map((row) => row.split(';').slice(-2));
};
