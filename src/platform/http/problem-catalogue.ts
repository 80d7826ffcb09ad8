import type { IdPrefix } from './public-ids';
import type { Words } from './words';

/** Everything that is fixed about a problem code. */
export type ProblemEntry = {
  readonly status: number;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly title: Words;
  /** What to do. May name facts: `{lastDay}`. */
  readonly detail: Words;
  /** What `facts.existing` is the id of. */
  readonly existing?: IdPrefix;
};

export type ProblemCatalogue = Readonly<Record<string, ProblemEntry>>;

type Said = readonly [title: string, detail: string];

/** One line of a catalogue: what it says in Indonesian, and in English. */
export const problem = (
  status: number,
  id: Said,
  en: Said,
  {
    retryable = false,
    existing,
  }: { readonly retryable?: boolean; readonly existing?: IdPrefix } = {},
): ProblemEntry => ({
  status,
  retryable,
  title: { id: id[0], en: en[0] },
  detail: { id: id[1], en: en[1] },
  ...(existing ? { existing } : {}),
});

const RETRYABLE = { retryable: true };

/** What can go wrong at any door, whatever the trade. */
export const DOOR_PROBLEMS = {
  validation: problem(
    400,
    ['Ada isian yang belum benar', 'Perbaiki isian yang disebut di errors, lalu kirim lagi.'],
    ['Some of this is not right yet', 'Correct what errors names, then send it again.'],
  ),
  'idempotency-key-missing': problem(
    400,
    [
      'Idempotency-Key belum ada',
      'Kirim header Idempotency-Key dengan UUID baru untuk tiap perintah, dan pakai lagi yang sama bila perintah itu diulang.',
    ],
    [
      'There is no Idempotency-Key',
      'Send the header Idempotency-Key with a new UUID for each command, and the same one again when that command is repeated.',
    ],
  ),
  unauthenticated: problem(
    401,
    ['Anda belum masuk', 'Masuk lagi, lalu kirim token yang berlaku di header Authorization.'],
    [
      'You are not signed in',
      'Sign in again, then send a valid token in the header Authorization.',
    ],
  ),
  forbidden: problem(
    403,
    [
      'Ini bukan wewenang Anda',
      'Mintalah rekan yang berwenang untuk melakukannya, atau minta administrator memeriksa peran dan wilayah Anda.',
    ],
    [
      'You may not do this',
      'Ask a colleague who may, or ask an administrator to look at your roles and area.',
    ],
  ),
  'user-disabled': problem(
    403,
    [
      'Akun ini dinonaktifkan',
      'Akun Anda tidak boleh dipakai lagi. Hubungi administrator bila ini keliru.',
    ],
    [
      'This user is disabled',
      'Your account is not to be used any more. Speak to an administrator if that is a mistake.',
    ],
  ),
  'not-found': problem(
    404,
    [
      'Tidak ditemukan',
      'Periksa alamat dan id-nya. Salin id seperti yang diterima dari aplikasi ini.',
    ],
    ['Not found', 'Check the address and the id. Copy an id as this application gave it.'],
  ),
  'method-not-allowed': problem(
    405,
    ['Cara ini tidak berlaku di sini', 'Pakai salah satu cara yang disebut di header Allow.'],
    ['This method does not work here', 'Use one of the methods in the header Allow.'],
  ),
  'request-timeout': problem(
    408,
    [
      'Terlalu lama',
      'Permintaan tidak sampai seluruhnya. Kirim lagi dengan Idempotency-Key yang sama.',
    ],
    ['Too slow', 'The request did not arrive whole. Send it again with the same Idempotency-Key.'],
    RETRYABLE,
  ),
  'command-in-progress': problem(
    409,
    [
      'Masih dikerjakan',
      'Perintah lain untuk catatan ini sedang berjalan. Tunggu sebentar, lalu kirim lagi dengan Idempotency-Key yang sama.',
    ],
    [
      'Still being worked on',
      'Another command for this record is under way. Wait a moment, then send it again with the same Idempotency-Key.',
    ],
    RETRYABLE,
  ),
  'version-conflict': problem(
    412,
    [
      'Catatan sudah berubah',
      'Sejak Anda membukanya, catatan ini berubah (lihat since). Buka lagi, periksa, lalu putuskan dengan versi {currentVersion}.',
    ],
    [
      'The record has changed',
      'It has changed since you opened it (see since). Open it again, look at it, then decide on version {currentVersion}.',
    ],
  ),
  'body-too-large': problem(
    413,
    ['Terlalu besar', 'Kirim dalam beberapa bagian yang lebih kecil.'],
    ['Too large', 'Send it in several smaller parts.'],
  ),
  'unsupported-media-type': problem(
    415,
    ['Jenis isi tidak dikenal', 'Kirim dengan Content-Type: application/json.'],
    ['This kind of content is not known', 'Send it with Content-Type: application/json.'],
  ),
  'idempotency-key-reused': problem(
    422,
    [
      'Idempotency-Key sudah dipakai',
      'Kunci ini sudah dipakai untuk perintah lain. Pakai kunci baru untuk perintah baru.',
    ],
    [
      'The Idempotency-Key was used before',
      'This key was used for another command. Use a new key for a new command.',
    ],
  ),
  'precondition-required': problem(
    428,
    [
      'If-Match belum ada',
      'Buka dulu catatannya, lalu kirim ETag-nya di header If-Match, misalnya "7", supaya keputusan ini berlaku untuk yang Anda lihat.',
    ],
    [
      'There is no If-Match',
      'Open the record first, then send its ETag in the header If-Match, for example "7", so that this decision is about what you saw.',
    ],
  ),
  'rate-limited': problem(
    429,
    ['Terlalu sering', 'Tunggu sebentar, lalu kirim lagi.'],
    ['Too often', 'Wait a moment, then send it again.'],
    RETRYABLE,
  ),
  'headers-too-large': problem(
    431,
    ['Header terlalu besar', 'Kirim header yang lebih sedikit atau lebih pendek.'],
    ['The headers are too large', 'Send fewer or shorter headers.'],
  ),
  internal: problem(
    500,
    [
      'Ada yang salah di pihak kami',
      'Bukan salah Anda. Coba lagi dengan Idempotency-Key yang sama; bila berulang, sebutkan requestId kepada administrator.',
    ],
    [
      'Something went wrong on our side',
      'This is not your fault. Try again with the same Idempotency-Key; if it happens again, tell an administrator the requestId.',
    ],
    RETRYABLE,
  ),
  'keys-unavailable': problem(
    503,
    ['Token belum dapat diperiksa', 'Penyedia identitas tidak menjawab. Coba lagi sebentar lagi.'],
    [
      'Tokens cannot be checked now',
      'The identity provider does not answer. Try again in a moment.',
    ],
    RETRYABLE,
  ),
  'store-unavailable': problem(
    503,
    [
      'Penyimpanan sedang tidak menjawab',
      'Belum tentu perintah ini tercatat. Kirim lagi sebentar lagi dengan Idempotency-Key yang sama: tidak akan tercatat dua kali.',
    ],
    [
      'The store does not answer now',
      'This command may or may not have been recorded. Send it again in a moment with the same Idempotency-Key: it will not be recorded twice.',
    ],
    RETRYABLE,
  ),
  overloaded: problem(
    503,
    ['Terlalu banyak permintaan', 'Belum ada yang dikerjakan. Coba lagi sebentar lagi.'],
    ['Too many requests at once', 'Nothing was done yet. Try again in a moment.'],
    RETRYABLE,
  ),
  'too-slow': problem(
    503,
    [
      'Belum selesai pada waktunya',
      'Belum tentu perintah ini tercatat. Kirim lagi sebentar lagi dengan Idempotency-Key yang sama: tidak akan tercatat dua kali.',
    ],
    [
      'Not done in time',
      'This command may or may not have been recorded. Send it again in a moment with the same Idempotency-Key: it will not be recorded twice.',
    ],
    RETRYABLE,
  ),
  'shutting-down': problem(
    503,
    ['Sedang dimulai ulang', 'Coba lagi sebentar lagi dengan Idempotency-Key yang sama.'],
    ['Restarting', 'Try again in a moment with the same Idempotency-Key.'],
    RETRYABLE,
  ),
  'projection-behind': problem(
    503,
    [
      'Data bacaan belum sampai ke sana',
      'Yang Anda tulis sudah tersimpan, tetapi daftar ini belum memuatnya. Coba lagi sebentar lagi.',
    ],
    [
      'What is read has not come so far yet',
      'What you wrote is safe, but this list does not show it yet. Try again in a moment.',
    ],
    RETRYABLE,
  ),
  'newer-release-needed': problem(
    503,
    [
      'Perlu versi aplikasi yang lebih baru',
      'Catatan ini ditulis oleh versi yang lebih baru, jadi versi ini tidak memutuskan apa pun tentangnya. Hubungi administrator.',
    ],
    [
      'A newer release is needed',
      'A newer release wrote to this record, so this one decides nothing about it. Tell an administrator.',
    ],
    RETRYABLE,
  ),
} as const satisfies ProblemCatalogue;

export type DoorProblem = keyof typeof DOOR_PROBLEMS;

export const PROBLEM_CATALOGUE = Symbol('the catalogue of problems');
