import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { calendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { readListFile } from './list-reader';
import { MOST_INFLATED_BYTES } from './zip';

// What somebody could send in place of a list. Each is refused before a library opens it, and with little memory.

const CONTENT_TYPES = `<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>`;
const RELATIONS = `<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>`;
const WORKBOOK = `<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Peserta" sheetId="1" r:id="r1"/></sheets></workbook>`;
const WORKBOOK_RELATIONS = `<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>`;

const cell = (address: string, text: string) =>
  `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
const ROWS =
  `<row r="1">${cell('A1', 'NIK')}${cell('B1', 'NAMA')}</row>` +
  `<row r="2">${cell('A2', '9906055708900003')}${cell('B2', 'Siti')}</row>`;
const sheet = (rows: string, head = '') =>
  `<?xml version="1.0"?>${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;

const partsOf = (changed: Readonly<Record<string, string | Uint8Array>> = {}): Zippable => ({
  ...Object.fromEntries(
    Object.entries({
      '[Content_Types].xml': CONTENT_TYPES,
      '_rels/.rels': RELATIONS,
      'xl/workbook.xml': WORKBOOK,
      'xl/_rels/workbook.xml.rels': WORKBOOK_RELATIONS,
      'xl/worksheets/sheet1.xml': sheet(ROWS),
      ...changed,
    }).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
  ),
});
const workbook = (changed: Readonly<Record<string, string | Uint8Array>> = {}): Buffer =>
  Buffer.from(zipSync(partsOf(changed), { level: 1 }));
const withSheet = (rows: string, head = '') =>
  workbook({ 'xl/worksheets/sheet1.xml': sheet(rows, head) });

/** Changes a field of an entry in the central directory. */
const lying = (bytes: Buffer, name: string, field: number, value: number): Buffer => {
  const at = bytes.lastIndexOf(name) - 46;
  bytes.writeUInt32LE(value, at + field);
  return bytes;
};
const DECLARED_SIZE = 24;
const SHEET = 'xl/worksheets/sheet1.xml';

const read = async (bytes: Buffer) => {
  let rows = 0;
  const layout = await readListFile(bytes, calendarDay('2024-10-01'), (some) => {
    rows += some.length;
    return Promise.resolve();
  });
  return { rows, layout };
};

const faultOf = async (bytes: Buffer): Promise<string> => {
  try {
    await read(bytes);
    return 'it was read';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
};

it('Control: the same workbook with nothing wrong is read', async () => {
  const { rows, layout } = await read(workbook());
  expect([rows, layout.people]).toEqual([2, 1]);
});

const MEBIBYTE = 1024 * 1024;
const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * MEBIBYTE, ' ');

/** Larger than what is taken, in a file of a few hundred kilobytes; made once, as that takes its time. */
let made: Buffer | undefined;
const bomb = (): Buffer => Buffer.from((made ??= workbook({ [SHEET]: zeros(96) })));

it.each<readonly [string, string, () => Buffer]>([
  ['a bomb that declares its size', 'list-file-too-large', bomb],
  [
    'a bomb that declares one byte',
    'list-file-unreadable',
    () => lying(bomb(), SHEET, DECLARED_SIZE, 1),
  ],
  [
    'a size declared too large',
    'list-file-unreadable',
    () => lying(workbook(), SHEET, DECLARED_SIZE, 4_000),
  ],
  [
    'a part compressed twice over',
    'list-file-unreadable',
    () => workbook({ [SHEET]: deflateRawSync(deflateRawSync(zeros(40))) }),
  ],
  [
    'more parts than a workbook has',
    'list-file-too-large',
    () => {
      const parts = Array.from({ length: 1_001 }, (_, index) => [`xl/${index}.xml`, '']);
      return workbook(Object.fromEntries(parts) as Record<string, string>);
    },
  ],
  [
    'so many parts that their number stands elsewhere',
    'list-file-too-large',
    () => {
      const bytes = workbook();
      bytes.writeUInt16LE(0xffff, bytes.length - 22 + 10);
      return bytes;
    },
  ],
  ['a page of the web', 'list-file-unreadable', () => Buffer.from('<html><table>NIK NAMA')],
  ['a workbook with a password', 'list-file-locked', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  [
    'an encrypted part',
    'list-file-locked',
    () => {
      const bytes = workbook();
      bytes.writeUInt16LE(1, bytes.lastIndexOf(SHEET) - 46 + 8);
      return bytes;
    },
  ],
  ['macros', 'list-file-active', () => workbook({ 'xl/vbaProject.bin': 'Sub Auto_Open()' })],
  [
    'macros under another name',
    'list-file-active',
    () =>
      workbook({
        '[Content_Types].xml': CONTENT_TYPES.replace('sheet.main', 'sheet.macroEnabled.main'),
      }),
  ],
  [
    'links to other files',
    'list-file-active',
    () => workbook({ 'xl/externalLinks/1.xml': '<a/>' }),
  ],
  [
    'a document type',
    'list-file-unreadable',
    () => withSheet(ROWS, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
  ],
  [
    'a document type that UTF-16 hides',
    'list-file-unreadable',
    () => workbook({ [SHEET]: Buffer.from(`\ufeff${sheet(ROWS, '<!DOCTYPE x>')}`, 'utf16le') }),
  ],
  [
    'a cell at the far end',
    'list-file-too-large',
    () => withSheet(`${ROWS}<row r="1048576">${cell('XFD1048576', 'x')}</row>`),
  ],
  [
    'a cell at the far end behind a bracket in a value',
    'list-file-unreadable',
    () => withSheet(`${ROWS}<row r="3"><c x=">" r="XFD1048576"><v>1</v></c></row>`),
  ],
  [
    'a formula',
    'list-file-formulas',
    () => withSheet(`${ROWS}<row r="3"><c r="A3"><f>HYPERLINK("http://x")</f><v>1</v></c></row>`),
  ],
  [
    'two million cells',
    'list-file-too-large',
    () => withSheet(`<row>${'<c/>'.repeat(2_000_000)}</row>`),
  ],
  ['half a workbook', 'list-file-unreadable', () => workbook().subarray(0, 700)],
  ['nothing', 'list-file-empty', () => Buffer.alloc(0)],
  ['bytes', 'list-file-unreadable', () => Buffer.from([0, 1, 2, 3, 0, 0, 7])],
  [
    'a text without a heading',
    'list-without-header',
    () => Buffer.from('Siti;Ngulak\nBudi;Lais\n'),
  ],
  ['a heading over nobody', 'list-file-empty', () => Buffer.from('NIK;NAMA\n')],
  [
    'a quote that never ends',
    'list-file-unreadable',
    () => Buffer.from(`NIK;NAMA\n"${'x'.repeat(200_000)}`),
  ],
  [
    'a row of 100,000 columns',
    'list-file-too-large',
    () => Buffer.from(`NIK;NAMA${';'.repeat(100_000)}\n`),
  ],
])('%s is refused: %s', async (_, fault, file) => {
  expect(await faultOf(file())).toBe(fault);
});

it('A bomb takes no more memory than a list, also where it lies about its size', async () => {
  const bombs = [bomb(), lying(bomb(), SHEET, DECLARED_SIZE, MOST_INFLATED_BYTES - MEBIBYTE)];
  await faultOf(workbook());
  const before = process.memoryUsage.rss();
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  for (const bomb of bombs) expect(await faultOf(bomb)).not.toBe('it was read');
  clearInterval(watching);
  expect((most - before) / MEBIBYTE).toBeLessThan(64);
});
