import type { FastifyRequest } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import { errorCode } from './error-code';

const LARGEST_FILE = 10 * 1024 * 1024;

/** One file and a few short fields. */
export const FILE_LIMITS = {
  fileSize: LARGEST_FILE,
  files: 1,
  fields: 12,
  parts: 14,
  fieldSize: 1_000,
  fieldNameSize: 60,
  headerPairs: 20,
};

export type Uploaded = {
  readonly file: Buffer;
  /** The other parts, as text. */
  readonly fields: Readonly<Record<string, string>>;
};

/**
 * The one part `file` and the fields beside it. What the file is called is not kept: names of files name people.
 * @throws Rejection `list-file-missing`, `list-file-too-large`
 */
export const uploadedFile = async (request: FastifyRequest): Promise<Uploaded> => {
  if (!request.isMultipart()) throw new Rejection('list-file-missing');
  const fields: Record<string, string> = {};
  let file: Buffer | null = null;
  try {
    for await (const part of request.parts())
      if (part.type === 'file') file = await part.toBuffer();
      else fields[part.fieldname] = String(part.value);
  } catch (error) {
    throw errorCode(error) === 'FST_REQ_FILE_TOO_LARGE'
      ? new Rejection('list-file-too-large')
      : error;
  }
  if (!file) throw new Rejection('list-file-missing');
  return { file, fields };
};
