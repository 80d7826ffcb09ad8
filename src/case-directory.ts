import { claimFile } from './claim/queries/claim-file';
import type { CaseNumbers } from './platform/http/case-numbers';
import type { RowsReader } from './platform/read-models/rows-reader';
import { scholarshipFile } from './scholarship/queries/scholarship-file';

/** Finds the case behind a number on paper: 40 bits of an id do not give it back, so the files are asked. */
export const caseDirectory = (rows: RowsReader): CaseNumbers => ({
  find: async (number) => {
    const file = number.startsWith('KLM') ? claimFile : scholarshipFile;
    const found = await find(rows, file, number);
    if (found !== null) return found;
    // Somebody may read a number aloud before the file has it.
    await rows.caughtUp(file.name);
    return find(rows, file, number);
  },
});

const find = async (
  rows: RowsReader,
  file: typeof claimFile | typeof scholarshipFile,
  number: string,
): Promise<string | null> => {
  const found =
    file === claimFile
      ? await rows.of(claimFile).findOneBy({ number })
      : await rows.of(scholarshipFile).findOneBy({ number });
  return found?.id ?? null;
};
