import type { Words } from './words';

export type FieldFault = Words & { readonly code: string };

const fault = (code: string, id: string, en: string): FieldFault => ({ code, id, en });

const RIGHT_MONEY = '{"amount": 42000000, "currency": "IDR"}';
const moneyFault = (code: string, id: string, en: string): FieldFault =>
  fault(code, `${id} Bentuk yang benar: ${RIGHT_MONEY}`, `${en} The right form: ${RIGHT_MONEY}`);
const nikFault = (id: string, en: string): FieldFault => fault('nik-invalid', id, en);

/** Everything that can be wrong with one field: its code, stable for programs, and the words for people. */
export const FIELD_FAULTS = {
  required: fault('required', 'Wajib diisi.', 'This is required.'),
  'unknown-field': fault(
    'unknown-field',
    'Isian ini tidak dikenal. Periksa ejaannya, atau hapus.',
    'There is no such field. Check its spelling, or leave it out.',
  ),
  invalid: fault('invalid', 'Isian ini tidak benar.', 'This is not right.'),
  'object-expected': fault(
    'object-expected',
    'Harus berupa objek JSON.',
    'This must be a JSON object.',
  ),
  'list-expected': fault('list-expected', 'Harus berupa daftar.', 'This must be a list.'),
  'list-too-short': fault('list-too-short', 'Isi paling sedikit {min}.', 'Give at least {min}.'),
  'list-too-long': fault('list-too-long', 'Isi paling banyak {max}.', 'Give {max} at most.'),
  'text-expected': fault(
    'text-expected',
    'Harus berupa teks di antara tanda kutip.',
    'This must be text, in quotes.',
  ),
  'text-empty': fault('text-empty', 'Tidak boleh kosong.', 'This must not be empty.'),
  'text-too-long': fault(
    'text-too-long',
    'Paling banyak {max} karakter.',
    'This may have {max} characters at most.',
  ),
  'text-characters': fault(
    'text-characters',
    'Berisi karakter yang tidak terlihat. Ketik ulang teksnya.',
    'This holds characters that cannot be seen. Please type it again.',
  ),
  'text-names-nik': fault(
    'text-names-nik',
    'Berisi NIK. Isian ini tersimpan terbuka selamanya: hapus NIK-nya.',
    'This holds a NIK. The field stays readable for ever: leave the NIK out.',
  ),
  'name-too-short': fault(
    'name-too-short',
    'Tulis paling sedikit dua huruf dari nama.',
    'Write at least two letters of a name.',
  ),
  'nik-is-no-name': fault(
    'nik-is-no-name',
    'NIK dicari dengan POST /v1/participants/lookups, supaya tidak tercatat di alamat.',
    'A NIK is looked up with POST /v1/participants/lookups, so that it stays out of addresses.',
  ),
  'text-form': fault(
    'text-form',
    'Bentuknya tidak benar. Contoh: {example}',
    'This does not have the right form. For example: {example}',
  ),
  'one-of': fault('one-of', 'Pilih salah satu: {allowed}.', 'Choose one of: {allowed}.'),
  'whole-number': fault(
    'whole-number',
    'Harus bilangan bulat tanpa tanda kutip, dari {min} sampai {max}.',
    'This must be a whole number without quotes, from {min} to {max}.',
  ),
  'participant-or-nik': fault(
    'participant-or-nik',
    'Beri id peserta atau NIK: salah satu, tidak keduanya.',
    'Give the participant’s id or a NIK: one of the two.',
  ),
  flag: fault('flag', 'Harus true atau false.', 'This must be true or false.'),
  'day-form': fault(
    'day-form',
    'Tulis hari sebagai TTTT-BB-HH, misalnya 2026-08-17.',
    'Write a day as YYYY-MM-DD, for example 2026-08-17.',
  ),
  'day-unknown': fault(
    'day-unknown',
    'Hari ini tidak ada di kalender.',
    'There is no such day in the calendar.',
  ),
  'month-form': fault(
    'month-form',
    'Tulis bulan sebagai TTTT-BB, misalnya 2026-08.',
    'Write a month as YYYY-MM, for example 2026-08.',
  ),
  'instant-form': fault(
    'instant-form',
    'Tulis waktu dengan zona, misalnya 2026-08-17T10:00:00+07:00.',
    'Write a time with its offset, for example 2026-08-17T10:00:00+07:00.',
  ),
  'money-form': moneyFault(
    'money-form',
    'Uang ditulis sebagai objek.',
    'Money is written as an object.',
  ),
  'money-is-text': moneyFault(
    'money-not-whole-rupiah',
    'Jumlah uang ditulis sebagai bilangan, tanpa tanda kutip, titik, atau koma.',
    'An amount is written as a number, without quotes or separators.',
  ),
  'money-not-whole': moneyFault(
    'money-not-whole-rupiah',
    'Jumlah uang harus rupiah bulat, tanpa desimal dan tanpa pangkat.',
    'An amount must be whole rupiah, without decimals and without an exponent.',
  ),
  'money-out-of-range': moneyFault(
    'money-out-of-range',
    'Jumlah uang harus dari {min} sampai {max} rupiah.',
    'An amount must be from {min} to {max} rupiah.',
  ),
  'money-currency': moneyFault(
    'money-currency',
    'Mata uang harus IDR.',
    'The currency must be IDR.',
  ),
  'nik-is-number': nikFault(
    'Kirim NIK sebagai teks di antara tanda kutip: bilangan di JSON dan Excel merusak angka terakhirnya. Salin lagi NIK dari KTP.',
    'Send the NIK as text, in quotes: numbers in JSON and Excel damage its last digits. Copy it from the identity card again.',
  ),
  'nik-characters': nikFault(
    'NIK hanya terdiri dari angka. Periksa huruf O dan I yang mirip angka.',
    'A NIK has digits only. Look for the letters O and I in place of digits.',
  ),
  'nik-length': nikFault(
    'NIK terdiri dari 16 angka. Hitung lagi angkanya di KTP.',
    'A NIK has 16 digits. Count them on the identity card.',
  ),
  'nik-month': nikFault(
    'Bulan lahir di dalam NIK (angka ke-9 dan ke-10) tidak ada. Cocokkan dengan KTP.',
    'The month of birth in the NIK (digits 9 and 10) does not exist. Compare it with the identity card.',
  ),
  'nik-day': nikFault(
    'Tanggal lahir di dalam NIK (angka ke-7 sampai ke-12) tidak ada. Cocokkan dengan KTP.',
    'The birth date in the NIK (digits 7 to 12) does not exist. Compare it with the identity card.',
  ),
  'nik-serial': nikFault(
    'Nomor urut NIK (empat angka terakhir) tidak boleh 0000. Salin lagi NIK dari KTP: Excel menghapus angka terakhir.',
    'The serial of a NIK (its last four digits) cannot be 0000. Copy it from the identity card again: Excel drops last digits.',
  ),
  'family-card-number': fault(
    'family-card-number',
    'Nomor KK dikirim sebagai teks berisi 16 angka.',
    'The number of a family card is sent as text with 16 digits.',
  ),
  phone: fault(
    'phone',
    'Nomor telepon dikirim sebagai teks, misalnya "0812-3456-7890" atau "+6281234567890".',
    'A phone number is sent as text, for example "0812-3456-7890" or "+6281234567890".',
  ),
  'id-form': fault(
    'id-form',
    'Ini bukan id {prefix}_… dari aplikasi ini. Salin id-nya seperti yang diterima.',
    'This is not an id {prefix}_… of this application. Copy the id as it was given.',
  ),
  'id-unknown': fault(
    'id-unknown',
    'Tidak ada yang bernomor ini.',
    'There is nothing with this number.',
  ),
  'json-malformed': fault(
    'json-malformed',
    'Isi permintaan bukan JSON yang benar. Periksa kutip, koma, dan kurung.',
    'The body is not JSON. Check quotes, commas and brackets.',
  ),
  'body-empty': fault(
    'body-empty',
    'Isi permintaan kosong. Kirim objek JSON, sekurangnya {}.',
    'The body is empty. Send a JSON object, at least {}.',
  ),
  'json-duplicate-key': fault(
    'json-duplicate-key',
    'Ada isian yang ditulis dua kali. Tulis sekali saja.',
    'A field is written twice. Write it once.',
  ),
  'json-forbidden-key': fault(
    'json-forbidden-key',
    'Nama isian ini tidak diizinkan.',
    'A field must not have this name.',
  ),
  'json-too-deep': fault(
    'json-too-deep',
    'Isi permintaan terlalu bertingkat (paling banyak {max} tingkat).',
    'The body is nested too deeply ({max} levels at most).',
  ),
  'json-not-utf8': fault(
    'json-not-utf8',
    'Isi permintaan harus teks UTF-8 yang benar.',
    'The body must be well-formed UTF-8 text.',
  ),
  'idempotency-key-form': fault(
    'idempotency-key-form',
    'Idempotency-Key terdiri dari 1 sampai 255 karakter ASCII yang terlihat. Pakai UUID baru untuk tiap perintah.',
    'An Idempotency-Key has 1 to 255 visible ASCII characters. Use a new UUID for each command.',
  ),
  'if-match-form': fault(
    'if-match-form',
    'If-Match berisi satu ETag kuat seperti yang diterima, misalnya "7": tanpa W/, tanpa daftar, tanpa *.',
    'If-Match holds one strong ETag as it was given, for example "7": no W/, no list, no *.',
  ),
  'if-match-not-here': fault(
    'if-match-not-here',
    'Perintah ini memulai catatan baru, jadi If-Match tidak berlaku. Hapus header-nya.',
    'This command opens something new, so If-Match has no meaning. Leave the header out.',
  ),
  'parameter-unknown': fault(
    'parameter-unknown',
    'Parameter ini tidak dikenal di sini. Periksa ejaannya.',
    'There is no such parameter here. Check its spelling.',
  ),
  'access-purpose-form': fault(
    'access-purpose-form',
    'Access-Purpose terdiri dari 3 sampai 200 karakter.',
    'An Access-Purpose has 3 to 200 characters.',
  ),
  'position-form': fault(
    'position-form',
    'minPosition diisi dengan Position dari jawaban sebelumnya, apa adanya.',
    'minPosition takes the Position of an earlier answer, as it was given.',
  ),
  'cursor-form': fault(
    'cursor-form',
    'Kursor ini bukan dari daftar ini. Mulai lagi dari halaman pertama.',
    'This cursor is not from this list. Begin again at the first page.',
  ),
} as const satisfies Readonly<Record<string, FieldFault>>;

export type FaultName = keyof typeof FIELD_FAULTS;
