import { type Language, say, type Words } from '../platform/http/words';

/** What `enrol` says by itself, beside the words of the API; a name that is not here is said as it is. */
const WORDS: Readonly<Record<string, Words>> = {
  token: {
    id: 'Isi KELAMBU_TOKEN dengan token orang yang mengirim daftar.',
    en: 'Put the token of who brings the list into KELAMBU_TOKEN.',
  },
  away: {
    id: 'Tidak ada jawaban dari {url}. Jalankan kantornya (npm start), atau isi KELAMBU_URL dengan alamat yang benar.',
    en: 'Nobody answers at {url}. Start the office (npm start), or put its address into KELAMBU_URL.',
  },
  file: {
    id: 'Berkas itu tidak ada, atau tidak dapat dibaca.',
    en: 'There is no such file, or it cannot be read.',
  },
  flags: { id: 'Sebutkan juga {missing}.', en: 'Say also {missing}.' },
  nothing: {
    id: 'Kantor tidak menjawab dengan sebuah daftar. Apakah itu benar alamat Kelambu?',
    en: 'The office did not answer with a list. Is that the address of a Kelambu?',
  },
  dry: {
    id: 'Berkas dapat dibaca. Tidak ada yang disimpan: ini hanya uji coba.',
    en: 'The file can be read. Nothing was kept, as this was a dry run.',
  },
  list: {
    id: '{id}: {status}, {rows} orang, percobaan {attempt}',
    en: '{id}: {status}, {rows} people, attempt {attempt}',
  },
  checking: { id: 'sedang diperiksa', en: 'checking' },
  checked: { id: 'sudah diperiksa', en: 'checked' },
  applying: { id: 'sedang diterapkan', en: 'applying' },
  applied: { id: 'sudah diterapkan', en: 'applied' },
  undoing: { id: 'sedang dibatalkan', en: 'undoing' },
  undone: { id: 'sudah dibatalkan', en: 'undone' },
  check: { id: 'pemeriksaan', en: 'checked' },
  would: { id: 'pemeriksaan akan menemukan', en: 'the check would find' },
  apply: { id: 'penerapan', en: 'applied' },
  ready: { id: 'siap', en: 'ready' },
  readyForCoverOnly: { id: 'siap untuk perlindungan saja', en: 'ready for cover only' },
  unchanged: { id: 'tidak berubah', en: 'unchanged' },
  faulty: { id: 'perlu diperbaiki', en: 'to be corrected' },
  enrolled: { id: 'terdaftar', en: 'enrolled' },
  covered: { id: 'dilindungi', en: 'covered' },
  coverAsked: { id: 'perlindungan diajukan', en: 'cover asked for' },
  ended: { id: 'perlindungan diakhiri', en: 'cover ended' },
  refused: { id: 'ditolak', en: 'refused' },
  error: { id: 'kesalahan', en: 'error' },
  warning: { id: 'peringatan', en: 'warning' },
};

/** Says one of them with its facts. */
export type InWords = (name: string, facts?: Readonly<Record<string, unknown>>) => string;

export const wordsIn =
  (language: Language): InWords =>
  (name, facts = {}) => {
    const words = WORDS[name];
    return words ? say(words, language, facts) : name;
  };
