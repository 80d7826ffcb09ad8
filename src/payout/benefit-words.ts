import type { ReasonCode } from '../benefit-schedule/domain/benefit-line';
import type { DecidedCover } from '../benefit-schedule/domain/cover';
import type { Words } from '../platform/http/words';
import type { BenefitInputs } from './domain/benefit-inputs';
import type { PayeeKind } from './domain/benefit.events';
import type { BenefitStatus } from './domain/benefits';
import type { PayoutStatus } from './domain/payouts';

// What stored codes say to a reader, in both languages. Does not compile while a code has no words.

const say = (id: string, en: string): Words => ({ id, en });

export const BENEFIT_WORDS: Readonly<Record<BenefitInputs['kind'], Words>> = {
  treatment: say('Biaya perawatan', 'Treatment'),
  transport: say('Biaya pengangkutan', 'Transport'),
  wage_replacement: say('Santunan sementara tidak mampu bekerja (STMB)', 'Wage replacement (STMB)'),
  disability: say('Santunan cacat', 'Disability'),
  device: say('Alat bantu dan pengganti', 'Rehabilitation devices'),
  home_care: say('Perawatan di rumah', 'Home care'),
  death: say('Santunan kematian', 'Death benefit'),
  scholarship_grant: say('Hak beasiswa', 'Right to a scholarship'),
  scholarship_year: say('Beasiswa satu tahun ajaran', 'Scholarship for a school year'),
};

const LINES: Readonly<Record<string, Words>> = {
  treatment: say('perawatan', 'treatment'),
  home_care: say('perawatan di rumah', 'home care'),
  transport_land_river_lake: say('angkutan darat, sungai, danau', 'transport by land, river, lake'),
  transport_sea: say('angkutan laut', 'transport by sea'),
  transport_air: say('angkutan udara', 'transport by air'),
  wage_replacement: say('pengganti upah', 'wage replacement'),
  partial_anatomical: say('cacat sebagian anatomis', 'partial anatomical disability'),
  partial_functional: say('cacat sebagian fungsi', 'partial functional disability'),
  total_permanent: say('cacat total tetap', 'total permanent disability'),
  total_permanent_periodic: say('santunan berkala cacat total', 'periodic sum of total disability'),
  prosthesis: say('protesa', 'prosthesis'),
  orthosis: say('ortosa', 'orthosis'),
  dentures: say('gigi tiruan', 'dentures'),
  hearing_aid: say('alat bantu dengar', 'hearing aid'),
  glasses: say('kacamata', 'glasses'),
  lump_sum: say('santunan sekaligus', 'lump sum'),
  periodic: say('santunan berkala', 'periodic sum'),
  funeral: say('biaya pemakaman', 'funeral'),
  scholarship_ceiling: say('batas beasiswa seorang anak', 'ceiling of one child'),
  scholarship_once: say('beasiswa satu kali', 'scholarship, once'),
  scholarship_tk: say('beasiswa TK', 'scholarship, kindergarten'),
  scholarship_sd: say('beasiswa SD', 'scholarship, primary school'),
  scholarship_smp: say('beasiswa SMP', 'scholarship, lower secondary school'),
  scholarship_sma: say('beasiswa SMA', 'scholarship, upper secondary school'),
  scholarship_pt: say('beasiswa perguruan tinggi', 'scholarship, higher education'),
};

/** The item of a bill is called as the bill calls it. */
export const lineWords = (code: string): Words => LINES[code] ?? say(code, code);

const REASONS: Readonly<Record<ReasonCode, Words>> = {
  ward_class_above_entitlement: say('kelas rawat di atas hak', 'a ward above the entitlement'),
  not_medical: say('bukan kebutuhan medis', 'no medical need'),
  paid_by_other_payer: say('dibayar pihak lain', 'another payer bears it'),
  outside_partner_excess: say(
    'di atas tarif rumah sakit mitra tertinggi',
    'above the standard of the highest partner hospital',
  ),
  not_covered_on_date: say('tidak terlindungi pada hari itu', 'no cover on that day'),
  cover_needs_confirmation: say(
    'perlindungan harus dikonfirmasi pembayar',
    'the payer has to confirm the cover',
  ),
  contributions_in_arrears: say('iuran menunggak', 'contributions are in arrears'),
  arrears_too_long: say('iuran menunggak terlalu lama', 'in arrears for too long'),
  membership_waiting_months: say(
    'masih dalam bulan-bulan pertama kepesertaan',
    'in the first months of membership',
  ),
  transport_cap: say('batas moda angkutan tercapai', 'the cap of this mode is reached'),
  wage_later_months: say('bulan lanjutan dibayar sebagian', 'later months are paid in part'),
  granted_before: say('sudah diberikan sebelumnya', 'granted before'),
  disability_together_at_most: say(
    'semua cacat bersama paling banyak 70 %',
    'all disabilities together are 70 % at most',
  ),
  device_above_reference: say('di atas harga acuan', 'above the reference price'),
  device_cap: say('batas alat ini tercapai', 'the cap of this device is reached'),
  device_not_in_schedule: say('alat ini tidak diatur', 'the schedule has no such device'),
  home_care_cap: say('batas perawatan di rumah tercapai', 'the cap of home care is reached'),
  home_care_year_over: say('tahun perawatan di rumah lewat', 'the year of home care is over'),
  home_care_not_in_schedule: say(
    'perawatan di rumah tidak diatur',
    'the schedule has no home care',
  ),
  scholarship_needs_three_years: say(
    'iuran belum dibayar 36 bulan',
    'fewer than 36 months are paid',
  ),
  scholarship_needs_five_years: say(
    'iuran belum dibayar 60 bulan',
    'fewer than 60 months are paid',
  ),
  scholarship_not_legal_child: say('bukan anak sah', 'no legal child'),
  scholarship_age_limit: say('batas usia tercapai', 'the age limit is reached'),
  scholarship_child_limit: say('paling banyak dua anak', 'two children at most'),
  scholarship_level_years_used: say('tahun jenjang ini habis', 'the years of this level are used'),
  scholarship_ceiling_reached: say('batas seorang anak tercapai', 'the ceiling is reached'),
  cash_after_recovery: say(
    'uang tunai setelah sembuh, karena iuran pernah menunggak',
    'cash after the recovery, as contributions were in arrears',
  ),
  paid_under_earlier_cause: say(
    'sudah dibayar menurut sebab yang terdahulu',
    'paid before, under the earlier cause',
  ),
  paid_in_arrears: say(
    'sudah dibayar selama iuran menunggak',
    'paid before, while contributions were in arrears',
  ),
  paid_before_correction: say(
    'sudah dibayar sebelum datanya diperbaiki',
    'paid before the facts were corrected',
  ),
  no_heirs: say(
    'tidak ada ahli waris: hanya pemakaman yang dibayar',
    'no heirs: the funeral alone is paid',
  ),
  claim_expired: say('haknya sudah kedaluwarsa', 'the right has expired'),
};

export const reasonWords = (code: string): Words =>
  (REASONS as Readonly<Record<string, Words | undefined>>)[code] ?? say(code, code);

export const COVER_WORDS: Readonly<Record<DecidedCover, Words>> = {
  covered: say('terlindungi', 'covered'),
  in_arrears: say('terlindungi, iuran menunggak', 'covered, contributions in arrears'),
  arrears_too_long: say(
    'tidak berhak: iuran menunggak terlalu lama',
    'no right: too long in arrears',
  ),
  needs_confirmation: say('menunggu konfirmasi pembayar', 'waits for the payer’s confirmation'),
  not_covered: say('tidak terlindungi', 'not covered'),
  awaits_recovery: say(
    'iuran yang menunggak sudah dibayar, uang tunai menunggu kesembuhan',
    'arrears are paid, cash waits for the recovery',
  ),
  expired: say('haknya sudah kedaluwarsa', 'the right has expired'),
};

export const PAYEE_WORDS: Readonly<Record<PayeeKind, Words>> = {
  participant: say('peserta', 'the participant'),
  heir: say('ahli waris', 'the heir'),
  guardian: say('wali', 'the guardian'),
  funeral_arranger: say('pengurus pemakaman', 'who arranged the funeral'),
  facility: say('fasilitas kesehatan', 'the health facility'),
};

export const BENEFIT_STATUS_WORDS: Readonly<Record<BenefitStatus, Words>> = {
  assessed: say('sudah dinilai', 'is assessed'),
  settled: say(
    'sudah lunas menurut sebab yang terdahulu',
    'was paid before, under an earlier cause',
  ),
  returned: say('dikembalikan ke penilai', 'went back to the assessor'),
  refused: say('ditolak', 'is refused'),
  awaiting_second: say('menunggu penyelia kedua', 'waits for a second supervisor'),
  approved: say('disetujui', 'is approved'),
  voided: say('persetujuannya dibatalkan', 'has lost its approval'),
  presented: say('diajukan ke pembayar', 'is presented to the payer'),
  papers_missing: say('menunggu kelengkapan dokumen', 'waits for missing papers'),
  guaranteed: say('dijamin pembayar', 'is guaranteed by the payer'),
  granted: say('dikabulkan pembayar', 'is granted by the payer'),
};

export const PAYOUT_STATUS_WORDS: Readonly<Record<PayoutStatus, Words>> = {
  scheduled: say('dijadwalkan', 'is scheduled'),
  sent: say('diperintahkan ke bank', 'is ordered at the bank'),
  unknown: say('belum diketahui hasilnya', 'has an unknown outcome'),
  confirmed: say('sudah masuk rekening', 'has arrived'),
  failed: say('gagal', 'has failed'),
  returned: say('dikembalikan', 'came back'),
  cancelled: say('dibatalkan', 'is cancelled'),
};
