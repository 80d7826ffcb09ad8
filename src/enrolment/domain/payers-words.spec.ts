import { saidOf } from './payers-words';

describe('What the payer says of one person', () => {
  it.each([
    ['Aktif', '', true],
    ['', '', true],
    ['', 'sesuai', true],
    ['TERDAFTAR DAN DILINDUNGI', 'Usia di luar 15 sampai 65 tahun.', true],
  ])('starts his cover: %j %j', (status, remark, hasCard) => {
    expect(saidOf(status, remark, hasCard)).toEqual({ kind: 'started' });
  });

  it.each([
    ['Ditolak', 'Sudah meninggal dunia', 'deceased'],
    ['DITOLAK', 'NIK tidak ditemukan', 'nik_unknown'],
    ['Gagal', 'usia > 65', 'over_age'],
    ['tidak aktif', 'Pekerja Penerima Upah di perusahaan lain', 'active_employee'],
    ['Ditolak', 'aktif di program lain', 'active_elsewhere'],
    ['', 'Meninggal', 'deceased'],
    ['over_age', '', 'over_age'],
  ] as const)('refuses it on a ground: %j %j', (status, remark, ground) => {
    expect(saidOf(status, remark, false)).toEqual({ kind: 'refused', ground });
  });

  it.each([
    ['Ditolak', '', false, 'ground-unreadable'],
    ['Ditolak', 'lihat surat', false, 'ground-unreadable'],
    ['', '', false, 'answer-unreadable'],
    ['Menunggu', '', true, 'answer-unreadable'],
    ['', 'Meninggal', true, 'answer-unreadable'],
    ['Aktif', 'Meninggal', true, 'answer-unreadable'],
    ['Aktif di program lain', '', true, 'answer-unreadable'],
  ] as const)('is for somebody to read: %j %j', (status, remark, hasCard, code) => {
    expect(saidOf(status, remark, hasCard)).toEqual({ kind: 'unclear', code });
  });
});
