import type { CoverRefusalGround } from '../participant/domain/participant.events';
import type { Words } from '../platform/http/words';
import type { FindingCode } from './domain/findings';

/** What a row's code means, and what to do about it: in answers, and in KETERANGAN of the file that is given back. */
export const ROW_WORDS: Readonly<Record<FindingCode, Words>> = {
  'nik-missing': {
    id: 'NIK kosong. Salin dari KTP.',
    en: 'There is no NIK. Copy it from the identity card.',
  },
  'nik-damaged-by-excel': {
    id: 'NIK rusak oleh Excel: sel angka hanya menyimpan 15 digit, digit terakhir hilang. Ubah format kolom menjadi Teks, lalu ketik ulang NIK dari KTP.',
    en: 'Excel damaged the NIK: a numeric cell keeps 15 digits and the last is lost. Format the column as Text, then type the NIK again from the identity card.',
  },
  'nik-invalid': {
    id: 'NIK tidak benar: harus 16 angka dengan tanggal yang ada dan nomor urut selain 0000. Cocokkan dengan KTP.',
    en: 'The NIK is not right: 16 digits with a date that exists and a serial other than 0000. Compare it with the identity card.',
  },
  'nik-duplicate-in-file': {
    id: 'NIK ini sudah ada di baris sebelumnya. Hapus salah satu, atau perbaiki NIK-nya.',
    en: 'This NIK stands in an earlier row. Delete one of them, or correct the NIK.',
  },
  'name-missing': { id: 'Nama kosong. Isi sesuai KTP.', en: 'There is no name. Fill it in.' },
  'name-unreadable': {
    id: 'Nama tidak dapat dibaca: paling banyak 120 huruf, bukan rumus. Tulis sesuai KTP.',
    en: 'The name cannot be read: at most 120 letters, and no formula. Write it as on the identity card.',
  },
  'birth-date-unreadable': {
    id: 'Tanggal lahir tidak terbaca. Tulis seperti 07/06/1995 atau 07 Juni 1995, dengan tahun empat angka.',
    en: 'The birth date cannot be read. Write it as 07/06/1995 or 07 Juni 1995, with a year of four digits.',
  },
  'birth-date-in-future': {
    id: 'Tanggal lahir sesudah hari ini. Cocokkan dengan KTP.',
    en: 'The birth date is after today. Compare it with the identity card.',
  },
  'sex-unreadable': {
    id: 'Jenis kelamin tidak terbaca. Tulis L atau P.',
    en: 'The sex cannot be read. Write L (male) or P (female).',
  },
  'village-unknown': {
    id: 'Desa tidak dikenal di kecamatan itu. Periksa ejaan DESA dan KECAMATAN.',
    en: 'There is no such village in that sub-district. Check the spelling of both.',
  },
  'village-ambiguous': {
    id: 'Desa bernama ini ada di beberapa kecamatan. Isi kolom KECAMATAN.',
    en: 'Several sub-districts have a village of this name. Fill in KECAMATAN.',
  },
  'coverage-overlaps': {
    id: 'Sudah punya perlindungan lain yang tumpang tindih dengan masa ini. Keluarkan dari daftar, atau ubah masanya.',
    en: 'Has other cover that overlaps with this period. Take the row out, or change the period.',
  },
  'recorded-deceased': {
    id: 'Tercatat sudah meninggal dunia sebelum masa ini. Keluarkan dari daftar; bila keliru, hubungi penyelia.',
    en: 'Recorded as dead before this period. Take the row out; if that is wrong, tell a supervisor.',
  },
  'person-erased': {
    id: 'Data orang ini sudah dihapus atas permintaan. Keluarkan dari daftar.',
    en: 'This person was erased on request. Take the row out.',
  },
  'participant-merged': {
    id: 'NIK ini milik catatan ganda yang sudah digabungkan ke catatan lain. Tulis NIK dari catatan yang tetap, atau keluarkan dari daftar.',
    en: 'This NIK belongs to a record that was merged into another. Write the NIK of the record that stays, or take the row out.',
  },
  'not-enrolled': {
    id: 'NIK ini tidak terdaftar, jadi tidak ada perlindungan yang dapat diakhiri. Periksa NIK-nya.',
    en: 'This NIK is not enrolled, so there is no cover to end. Check the NIK.',
  },
  'not-covered-on-date': {
    id: 'Tidak terlindungi pada hari terakhir yang diminta. Periksa masanya, atau keluarkan dari daftar.',
    en: 'Is not covered on the last day that is asked for. Check the period, or take the row out.',
  },
  'not-applicable': {
    id: 'Tidak dapat diterapkan saat ini. Kirim baris ini lagi dalam daftar baru, atau daftarkan satu per satu.',
    en: 'Could not be applied at this time. Send the row in a new list, or enrol the person alone.',
  },
  'kpj-unreadable': {
    id: 'KPJ kosong atau bukan 11 huruf dan angka. Minta KPJ yang benar kepada pembayar, lalu kirim jawaban itu lagi.',
    en: 'The KPJ is empty or not 11 letters and digits. Ask the payer for it, and send the answer again.',
  },
  'answer-unreadable': {
    id: 'Tidak jelas apakah pembayar menerima atau menolak. Tulis AKTIF dengan KPJ, atau DITOLAK dengan alasannya di KETERANGAN.',
    en: 'It is not clear whether the payer covers or refuses. Write AKTIF with the KPJ, or DITOLAK with its ground in KETERANGAN.',
  },
  'ground-unreadable': {
    id: 'Alasan penolakan tidak dikenal. Tulis di KETERANGAN: penerima upah, aktif di tempat lain, meninggal, NIK tidak ditemukan, atau usia.',
    en: 'The ground of the refusal is not known. Write in KETERANGAN: penerima upah, aktif di tempat lain, meninggal, NIK tidak ditemukan or usia.',
  },
  'not-asked': {
    id: 'Tidak diminta oleh daftar ini: tidak ada yang dicatat. Tanyakan kepada pembayar, atau daftarkan orang ini dengan daftar lain.',
    en: 'Was not asked for by this list: nothing is recorded. Ask the payer, or enrol the person by another list.',
  },
  'name-differs': {
    id: 'Nama di jawaban berbeda dari yang tercatat: perlindungannya tetap menunggu. Cocokkan dengan KTP dan perbaiki salah satunya, lalu kirim jawaban itu lagi.',
    en: 'The name differs from what is recorded: the cover still waits. Compare it with the identity card, correct the one or the other, and send the answer again.',
  },
  'birth-date-differs': {
    id: 'Tanggal lahir di jawaban berbeda dari yang tercatat: perlindungannya tetap menunggu. Cocokkan dengan KTP, lalu kirim jawaban itu lagi.',
    en: 'The birth date differs from what is recorded: the cover still waits. Compare it with the identity card and send the answer again.',
  },
  'cover-dates-differ': {
    id: 'Masa perlindungan di jawaban berbeda dari yang diminta: masih menunggu. Tanyakan kepada pembayar, atau catat mulainya untuk orang ini.',
    en: 'The days of the cover differ from those asked for: it still waits. Ask the payer, or record the start for this person alone.',
  },
  'cover-dates-unreadable': {
    id: 'Tanggal mulai atau akhir di jawaban tidak terbaca: perlindungannya tetap menunggu. Tulis seperti 01/10/2024, dengan tahun empat angka, lalu kirim jawaban itu lagi.',
    en: 'A day of the cover in the answer cannot be read: it still waits. Write it as 01/10/2024, with a year of four digits, and send the answer again.',
  },
  'answered-otherwise': {
    id: 'Masa ini sudah dijawab lain atau dibatalkan: tidak ada yang berubah. Lihat peserta ini, lalu perbaiki di sana bila perlu.',
    en: 'This period was answered otherwise or annulled before: nothing changes. Look at the participant, and correct it there if need be.',
  },
  'nik-birthdate-differs': {
    id: 'Tanggal lahir di NIK berbeda. Cocokkan dengan KTP; boleh berbeda bila KTP juga begitu.',
    en: 'The birth date in the NIK differs. Compare it with the identity card; it may be so there too.',
  },
  'nik-sex-differs': {
    id: 'Jenis kelamin di NIK berbeda. Cocokkan dengan KTP.',
    en: 'The sex in the NIK differs. Compare it with the identity card.',
  },
  'nik-other-region': {
    id: 'NIK diterbitkan di wilayah lain. Itu wajar bagi yang pernah pindah.',
    en: 'The NIK was given in another region. That is normal for somebody who has moved.',
  },
  'age-outside-15-65': {
    id: 'Usia di luar 15 sampai 65 tahun. Pembayar dapat menolaknya.',
    en: 'The age is outside 15 to 65 years. The payer may refuse it.',
  },
  'already-enrolled': {
    id: 'Sudah terdaftar: hanya perlindungannya yang ditambahkan, data orangnya tidak diubah.',
    en: 'Enrolled already: only the cover is added, what is recorded of the person stays.',
  },
  'already-covered': {
    id: 'Perlindungan ini sudah diminta untuk orang ini: tidak ada yang berubah.',
    en: 'This cover was asked for this person before: nothing changes.',
  },
  'already-ended': {
    id: 'Perlindungan sudah berakhir pada hari itu: tidak ada yang berubah.',
    en: 'The cover ends on that day already: nothing changes.',
  },
  'family-card-unreadable': {
    id: 'Nomor KK tidak 16 angka atau rusak oleh Excel; dikosongkan. Format Teks, lalu ketik ulang.',
    en: 'The family card is not 16 digits, or damaged by Excel; it is left empty. Format as Text and type it again.',
  },
  'phone-unreadable': {
    id: 'Nomor HP tidak terbaca; dikosongkan.',
    en: 'The phone number cannot be read; it is left empty.',
  },
  'account-incomplete': {
    id: 'BANK dan NO_REKENING harus terisi keduanya, nomor sebagai teks; dikosongkan.',
    en: 'BANK and NO_REKENING are needed both, the number as text; they are left empty.',
  },
  'text-unreadable': {
    id: 'Isian ini terlalu panjang atau bukan teks biasa; dikosongkan.',
    en: 'This is too long or no plain text; it is left empty.',
  },
};

/** What STATUS says of a row. */
export const STATUS_WORDS: Readonly<Record<string, Words>> = {
  unchecked: { id: 'BELUM DIPERIKSA', en: 'NOT CHECKED YET' },
  faulty: { id: 'PERLU DIPERBAIKI', en: 'TO BE CORRECTED' },
  ready: { id: 'SIAP', en: 'READY' },
  cover_only: { id: 'SIAP (PERLINDUNGAN SAJA)', en: 'READY (COVER ONLY)' },
  unchanged: { id: 'TIDAK BERUBAH', en: 'UNCHANGED' },
  enrolled: { id: 'TERDAFTAR', en: 'ENROLLED' },
  enrolled_covered: { id: 'TERDAFTAR DAN DILINDUNGI', en: 'ENROLLED AND COVERED' },
  enrolled_asked: {
    id: 'TERDAFTAR, PERLINDUNGAN DIAJUKAN',
    en: 'ENROLLED, COVER ASKED FOR',
  },
  asked: { id: 'PERLINDUNGAN DIAJUKAN', en: 'COVER ASKED FOR' },
  refused_by_payer: { id: 'DITOLAK PEMBAYAR', en: 'REFUSED BY THE PAYER' },
  annulled: { id: 'PERLINDUNGAN DIBATALKAN', en: 'COVER ANNULLED' },
  undone: { id: 'DIBATALKAN BERSAMA DAFTARNYA', en: 'UNDONE WITH THE LIST' },
  changed: { id: 'SUDAH BERUBAH, LIHAT PESERTA', en: 'CHANGED SINCE, SEE THE PARTICIPANT' },
  covered: { id: 'PERLINDUNGAN DITAMBAHKAN', en: 'COVER ADDED' },
  ended: { id: 'PERLINDUNGAN DIAKHIRI', en: 'COVER ENDED' },
  refused: { id: 'DITOLAK', en: 'REFUSED' },
};

/** Of a list, and not of one of its rows. */
export const QUOTA_EXCEEDED: Words = {
  id: 'Dengan daftar ini ada {heads} peserta dalam masanya; perjanjian menyebut {quota}, jadi {exceededBy} terlalu banyak. Minta adendum perjanjian, atau keluarkan sebagian dari daftar.',
  en: 'With this list {heads} people are covered in its period, and the agreement is meant for {quota}: {exceededBy} too many. Ask for an addendum, or take some out of the list.',
};

/** Why the payer refused cover, in words that are read as the same ground where the file comes back. */
export const GROUND_WORDS: Readonly<Record<CoverRefusalGround, Words>> = {
  active_employee: {
    id: 'Sudah pekerja penerima upah di perusahaan.',
    en: 'Is an employee already (penerima upah).',
  },
  active_elsewhere: {
    id: 'Sudah aktif di tempat lain.',
    en: 'Is covered elsewhere already (aktif di tempat lain).',
  },
  deceased: { id: 'Sudah meninggal dunia.', en: 'Has died (meninggal).' },
  nik_unknown: {
    id: 'NIK tidak ditemukan di Dukcapil.',
    en: 'The NIK is not known to the civil registry (Dukcapil).',
  },
  over_age: { id: 'Usia di luar batas.', en: 'Is too old (usia).' },
};
