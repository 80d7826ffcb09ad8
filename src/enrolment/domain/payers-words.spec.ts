import type { CoverRefusalGround } from '../../participant/domain/participant.events';
import { GROUND_WORDS, STATUS_WORDS } from '../words';
import { saidOf } from './payers-words';

describe('What the payer says of one person', () => {
  it.each([
    ['Aktif', '', true],
    ['', '', true],
    ['', 'sesuai', true],
    ['TERDAFTAR DAN DILINDUNGI', 'Usia di luar 15 sampai 65 tahun.', true],
    ['TERDAFTAR, PERLINDUNGAN DIAJUKAN', 'Usia di luar 15 sampai 65 tahun.', true],
    ['PERLINDUNGAN DIAJUKAN', '', true],
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
    ['', 'Ditolak, lihat surat', true, 'answer-unreadable'],
    ['Aktif', 'Tidak dapat diproses', true, 'answer-unreadable'],
  ] as const)('is for somebody to read: %j %j', (status, remark, hasCard, code) => {
    expect(saidOf(status, remark, hasCard)).toEqual({ kind: 'unclear', code });
  });

  it('is read as the same ground where the file that Kelambu gave back comes back itself', () => {
    const status = STATUS_WORDS['refused_by_payer'];
    for (const [ground, words] of Object.entries(GROUND_WORDS))
      for (const language of ['id', 'en'] as const)
        expect(saidOf(status?.[language] ?? '', words[language], false)).toEqual({
          kind: 'refused',
          ground: ground as CoverRefusalGround,
        });
  });
});
