/* eslint-disable max-lines -- one list on purpose: whoever adds a code reads how the others are said. */
import { QUOTA_EXCEEDED } from './enrolment/words';
import { DOOR_PROBLEMS, problem, type ProblemCatalogue } from './platform/http/problem-catalogue';
import type { Words } from './platform/http/words';

/** Every code that the API answers with. A code and its status never change; its words may get better. */
const CASE_PROBLEMS = {
  // What was sent
  'nik-invalid': problem(
    400,
    ['NIK tidak benar', 'Salin NIK dari KTP sebagai teks 16 angka, lalu kirim lagi. Lihat errors.'],
    ['The NIK is not right', 'Copy it from the identity card as text with 16 digits. See errors.'],
  ),
  'day-in-future': problem(
    422,
    ['Harinya belum tiba', 'Hari {day} sesudah hari ini ({today}). Periksa tanggalnya.'],
    ['That day has not come yet', '{day} is after today ({today}). Check the date.'],
  ),
  'period-reversed': problem(
    422,
    [
      'Urutan harinya terbalik',
      'Hari terakhir ({lastDay}) sebelum hari pertama ({from}). Tukar atau perbaiki.',
    ],
    [
      'The days are the wrong way round',
      'The last day ({lastDay}) is before the first ({from}). Correct one of them.',
    ],
  ),

  // Who may
  'self-approval': problem(
    403,
    [
      'Harus orang lain',
      'Yang menyetujui tidak boleh orang yang menilai atau meminta. Mintalah rekan yang berwenang.',
    ],
    [
      'It takes somebody else',
      'Whoever approves must not be who assessed or requested. Ask a colleague who may.',
    ],
  ),
  'payer-is-judge': problem(
    403,
    [
      'Harus orang lain',
      'Yang membayar atau mencatat pembayaran tidak boleh orang yang menilai atau menyetujui.',
    ],
    [
      'It takes somebody else',
      'Whoever pays or records the payment must not be who assessed or approved it.',
    ],
  ),
  'above-authority': problem(
    403,
    [
      'Di atas batas wewenang',
      'Jumlah ini di atas batas wewenang, juga untuk dua penyelia. Hubungi pimpinan.',
    ],
    [
      'Above every authority',
      'This sum is above what even two supervisors may approve. Ask the head of the office.',
    ],
  ),

  // Agreement and participants
  'already-agreed': problem(
    409,
    [
      'Program kerja sama sudah ada',
      'Kode ini sudah dipakai untuk perjanjian {agreementNumber}. Pakai kode lain.',
    ],
    [
      'There is such a programme',
      'This code belongs to agreement {agreementNumber}. Use another code.',
    ],
  ),
  'payer-mode': problem(
    422,
    [
      'Pembayar dan cara bayar tidak cocok',
      'Manfaat dari BPJS dicatat (recorded); manfaat dari kantor dibayarkan (disbursed).',
    ],
    ['Payer and mode do not fit', 'What BPJS pays is recorded; what the office pays is disbursed.'],
  ),
  'programme-unknown': problem(
    422,
    ['Program tidak dikenal', 'Periksa kode programnya, atau catat dulu perjanjiannya.'],
    ['The programme is not known', 'Check its code, or record the agreement first.'],
  ),
  'outside-programme': problem(
    422,
    [
      'Di luar masa program',
      'Masa perlindungan harus dalam masa perjanjian, {from} sampai {lastDay}.',
    ],
    ['Outside the programme', 'Cover must lie within the agreement, {from} to {lastDay}.'],
  ),
  'already-enrolled': problem(
    409,
    [
      'Sudah terdaftar',
      'NIK ini sudah terdaftar dengan data lain. Buka peserta yang ada, lalu perbaiki datanya bila perlu.',
    ],
    [
      'Already enrolled',
      'This NIK is enrolled with other facts. Open the participant there is, and correct it if need be.',
    ],
    { existing: 'par' },
  ),
  'recorded-deceased': problem(
    409,
    [
      'Peserta sudah meninggal dunia',
      'Tercatat meninggal dunia pada {diedOn}. Bila itu keliru, penyelia dapat membatalkan catatan kematiannya.',
    ],
    [
      'The participant has died',
      'A death on {diedOn} is recorded. If that is wrong, a supervisor can have it retracted.',
    ],
  ),
  'coverage-overlaps': problem(
    409,
    [
      'Perlindungan bertumpuk',
      'Sudah ada perlindungan {from} sampai {lastDay}. Pilih masa yang lain, atau ubah yang ada.',
    ],
    [
      'Cover overlaps',
      'There is cover from {from} to {lastDay} already. Choose other days, or change that one.',
    ],
  ),
  'period-not-requested': problem(
    409,
    [
      'Masa ini sudah dijawab',
      'Hanya masa perlindungan yang masih diminta yang dapat dimulai atau ditolak. Muat ulang pesertanya.',
    ],
    [
      'This period was answered already',
      'Only cover that is still requested can start or be refused. Load the participant again.',
    ],
  ),
  'outside-period': problem(
    422,
    ['Di luar masa perlindungan', 'Harinya harus dalam masa {from} sampai {lastDay}.'],
    ['Outside the period of cover', 'The day must lie from {from} to {lastDay}.'],
  ),
  'extension-not-later': problem(
    422,
    [
      'Bukan perpanjangan',
      'Masa ini sudah berlaku sampai {lastDay}. Untuk hari yang lebih awal, catat pengakhiran.',
    ],
    [
      'This is no extension',
      'The period reaches to {lastDay} already. To end it on an earlier day, record an ending.',
    ],
  ),
  'ending-not-earlier': problem(
    422,
    [
      'Bukan pengakhiran lebih awal',
      'Masa ini sudah berakhir pada {lastDay}. Untuk hari yang lebih akhir, catat perpanjangan, atau mintalah penyelia memperbaikinya.',
    ],
    [
      'This is no early end',
      'The period ends on {lastDay} already. For a later day record an extension, or have a supervisor correct it.',
    ],
  ),
  'period-over': problem(
    409,
    [
      'Masa perlindungan tidak berlaku',
      'Masa ini sudah ditolak atau dibatalkan. Ajukan perlindungan yang baru.',
    ],
    ['There is no such cover any more', 'This period was refused or annulled. Ask for cover anew.'],
  ),
  'birth-date-in-future': problem(
    422,
    ['Tanggal lahirnya belum tiba', 'Tanggal lahir sesudah hari ini. Periksa tanggalnya.'],
    ['The birth date is yet to come', 'The birth date is after today. Check it.'],
  ),
  'move-out-of-order': problem(
    409,
    ['Ada pindah yang lebih baru', 'Pindah pada {since} sudah tercatat. Catat pindah berurutan.'],
    ['There is a later move', 'A move on {since} is recorded already. Record moves in order.'],
  ),
  'no-death-recorded': problem(
    409,
    [
      'Tidak ada catatan kematian',
      'Peserta ini tidak tercatat meninggal dunia. Muat ulang datanya.',
    ],
    ['No death is recorded', 'There is no death of this participant to retract. Load it again.'],
  ),
  'retraction-requested': problem(
    409,
    [
      'Pembatalan sudah diminta',
      'Permintaan dengan alasan {reasonCode} sudah tercatat. Lanjutkan permintaan itu.',
    ],
    [
      'Retraction was requested',
      'A request for the reason {reasonCode} is recorded. Go on with that one.',
    ],
  ),
  'death-claim-open': problem(
    409,
    [
      'Klaim kematiannya masih berjalan',
      'Tolak atau batalkan dulu klaim kematian peserta ini, baru catatan kematiannya.',
    ],
    [
      'The claim for the death goes on',
      'Have the claim for this death refused or voided first, then retract the death.',
    ],
  ),
  'merge-with-itself': problem(
    422,
    ['Peserta yang sama', 'Peserta tidak dapat digabung ke dirinya sendiri. Periksa id-nya.'],
    ['The same participant', 'Nobody can be merged into himself. Check the ids.'],
  ),
  'merge-requested': problem(
    409,
    [
      'Peserta tujuan akan digabung',
      'Peserta tujuan sendiri diminta digabung. Selesaikan dulu permintaan itu.',
    ],
    [
      'The survivor shall be merged',
      'A merge of the survivor is asked for itself. Settle that one first.',
    ],
    { existing: 'par' },
  ),
  'merge-other-way': problem(
    409,
    [
      'Gabungkan ke arah sebaliknya',
      'Peserta ini punya klaim kematian atau beasiswa, jadi dialah yang dipertahankan.',
    ],
    [
      'Merge the other way round',
      'This participant has a death claim or a scholarship, and so is the survivor.',
    ],
    { existing: 'par' },
  ),
  'merge-both-have-cases': problem(
    409,
    [
      'Keduanya punya klaim atau beasiswa',
      'Kedua peserta punya klaim kematian atau beasiswa. Batalkan dulu klaim salah satunya.',
    ],
    [
      'Both have a claim or a scholarship',
      'Each has a death claim or a scholarship. Have the claim of one of them voided first.',
    ],
  ),
  'participant-merged': problem(
    409,
    ['Peserta sudah digabung', 'Data peserta ini digabung ke peserta lain. Pakai peserta itu.'],
    ['The participant was merged', 'This participant was merged into another. Use that one.'],
    { existing: 'par' },
  ),
  'person-erased': problem(
    409,
    [
      'Data orang ini sudah dihapus',
      'Data pribadinya dihapus atas permintaan, untuk selamanya: tidak ada lagi yang dapat dicatat tentangnya, dan NIK-nya tetap terikat supaya tidak ada yang dibayar dua kali. Periksa dulu NIK atau id-nya. Bila benar, keluarkan orang ini dari pendaftaran dan jelaskan kepadanya.',
    ],
    [
      'This person was erased',
      'The personal data were erased on request, for ever: nothing more can be recorded about this person, and the NIK stays taken, so that nothing is paid twice. Check the NIK or the id first. If it is right, leave the person out of the enrolment and tell them why.',
    ],
  ),
  'cover-runs': problem(
    409,
    [
      'Perlindungan orang ini masih berlaku',
      'Perlindungannya sampai {lastDay}, dan selama itu kecelakaan atau kematian masih dapat diklaim. Akhiri dulu perlindungannya (POST …/endings), atau tunggu sampai hari itu lewat.',
    ],
    [
      'Cover of this person still runs',
      'The cover lasts until {lastDay}, and an accident or a death up to then can still be claimed. End the cover first (POST …/endings), or wait until that day has passed.',
    ],
  ),
  'erasure-requested': problem(
    409,
    [
      'Penghapusan sudah diminta',
      'Permintaan dengan alasan lain sudah tercatat. Lanjutkan permintaan itu.',
    ],
    [
      'Erasure was requested',
      'A request for another reason is recorded already. Go on with that one.',
    ],
  ),
  'person-owed': problem(
    409,
    [
      'Masih ada kasus orang ini yang belum selesai',
      'Data pribadinya belum dapat dihapus. Dalam kasus {cases} masih ada klaim yang terbuka, uang yang belum masuk rekening, kelebihan bayar yang belum dikembalikan, atau beasiswa yang berjalan. Tutup kasus itu dulu, lalu minta lagi.',
    ],
    [
      'A case of this person is not over',
      'The personal data cannot be erased yet. In {cases} a claim is open, money has not arrived, an overpayment is not repaid or a scholarship runs. Bring that to its end, then ask again.',
    ],
  ),
  'death-unclaimed': problem(
    409,
    [
      'Kematian ini belum diklaim',
      'Ada yang meninggal pada {diedOn} saat masih terlindungi, dan belum ada klaimnya. Data pribadi yang bersangkutan dan keluarganya belum dapat dihapus, karena setelah itu laporan tidak dapat diterima lagi. Laporkan kematian itu dulu, atau tarik catatannya jika keliru.',
    ],
    [
      'This death has not been claimed',
      'Somebody died on {diedOn} while covered, and no claim of it stands. His personal data and those of his family cannot be erased yet, as no report could be taken afterwards. Report the death first, or retract its record where it is wrong.',
    ],
  ),
  'already-paid': problem(
    409,
    [
      'Iuran sudah dicatat',
      'Iuran untuk bulan-bulan dan tagihan ini sudah dicatat dengan isi lain. Periksa tagihannya.',
    ],
    [
      'The contribution is recorded',
      'These months of this invoice are recorded with other facts. Check the invoice.',
    ],
  ),
  'already-refunded': problem(
    409,
    [
      'Pengembalian sudah dicatat',
      'Bukti ini sudah dicatat untuk pengembalian lain pada {refundedOn}. Periksa nomor buktinya.',
    ],
    [
      'The refund is recorded',
      'This paper is recorded for a refund of other facts on {refundedOn}. Check its number.',
    ],
  ),
  'refund-before-payment': problem(
    422,
    [
      'Pengembalian sebelum pembayaran',
      'Iuran ini baru dibayar pada {paidOn}. Periksa tanggalnya.',
    ],
    ['Refunded before it was paid', 'This contribution was paid on {paidOn}. Check the date.'],
  ),
  'nothing-to-refund': problem(
    422,
    [
      'Tidak ada yang dapat dikembalikan',
      'Untuk bulan-bulan itu tidak ada iuran yang tersisa dalam pembayaran ini, atau tidak untuk {participants} orang yang disebut.',
    ],
    [
      'There is nothing to refund',
      'Nothing of this payment is left for those months, or not for {participants} of the people named.',
    ],
  ),
  'nobody-covered': problem(
    422,
    [
      'Tidak ada peserta',
      'Dalam bulan-bulan itu tidak ada yang terlindungi di program {programme}. Daftarkan perlindungannya dulu.',
    ],
    [
      'Nobody is covered',
      'Nobody is covered by programme {programme} in those months. Record the cover first.',
    ],
  ),

  // Claims
  'already-reported': problem(
    409,
    [
      'Sudah dilaporkan',
      'Laporan lain untuk hal ini sudah ada. Buka yang ada, dan perbaiki bila perlu.',
    ],
    [
      'Already reported',
      'Another report of this is recorded. Open that one, and correct it if need be.',
    ],
    { existing: 'clm' },
  ),
  'occurrence-needs-supervisor': problem(
    403,
    [
      'Perlu penyelia',
      'Kecelakaan kedua pada hari yang sama dilaporkan oleh penyelia, dengan alasannya.',
    ],
    [
      'This takes a supervisor',
      'A second accident on the same day is reported by a supervisor, with the reason.',
    ],
  ),
  'earlier-occurrence-missing': problem(
    409,
    [
      'Laporan sebelumnya belum ada',
      'Kejadian pada hari yang sama dinomori urut. Laporkan dulu yang sebelumnya.',
    ],
    [
      'The one before is missing',
      'Events on the same day are numbered in order. Report the one before first.',
    ],
  ),
  'claim-not-open': problem(
    409,
    [
      'Klaim tidak terbuka',
      'Klaim ini sudah ditutup, ditolak, ditarik, atau dibatalkan. Penyelia dapat membukanya lagi bila boleh.',
    ],
    [
      'The claim is not open',
      'This claim is closed, refused, withdrawn or voided. A supervisor can reopen it where that is allowed.',
    ],
  ),
  'claim-voided': problem(
    409,
    [
      'Klaim sudah dibatalkan',
      'Klaim ini dibatalkan untuk selamanya; hanya kabar dari pembayar yang masih dapat dicatat. Pakai klaim penggantinya, atau laporkan lagi: kecelakaan pada hari yang sama sebagai kejadian berikutnya.',
    ],
    [
      'The claim is voided',
      'This claim is voided for good; only the payer’s late word is recorded. Use the claim in its place, or report it anew: an accident of the same day as the next occurrence.',
    ],
    { existing: 'clm' },
  ),
  'scholarship-still-granted': problem(
    409,
    [
      'Beasiswa masih bersandar pada klaim yang dibatalkan',
      'Batalkan dulu persetujuan pemberian beasiswanya, lalu ajukan dengan klaim yang benar.',
    ],
    [
      'The grant still rests on the voided claim',
      'Void the approval of the grant first, then ask again with the right claim.',
    ],
  ),
  'refiled-claim-unfit': problem(
    422,
    [
      'Klaim penggantinya tidak cocok',
      'Sebut di refiledAs klaim lain yang ada dan belum dibatalkan, atau kosongkan.',
    ],
    [
      'That claim cannot take its place',
      'Name another claim in refiledAs that exists and is not voided, or leave it out.',
    ],
  ),
  'dispute-differs': problem(
    409,
    [
      'Putusan lain sudah tercatat',
      'Putusan itu sudah tercatat dengan hasil {recorded}. Periksa lembaga, tanggal, dan nomornya.',
    ],
    [
      'Another outcome is recorded',
      'That decision is recorded as {recorded}. Check the instance, the day and the reference.',
    ],
  ),
  'dispute-of-voided': problem(
    409,
    [
      'Klaim yang disengketakan sudah dibatalkan',
      'Klaim ini dibatalkan untuk selamanya. Catat putusan perselisihan pada klaim penggantinya (existing), lalu buka kembali klaim itu bila perlu. Bila belum ada penggantinya, laporkan lagi kejadiannya dan catat putusan pada klaim yang baru.',
    ],
    [
      'The claim in dispute is voided',
      'This claim is voided for good. Record what was decided of the dispute on the claim that took its place (existing), and reopen that one where needed. Where none did, report the event anew and record the decision on the new claim.',
    ],
    { existing: 'clm' },
  ),
  'dispute-unknown': problem(
    422,
    [
      'Perselisihan tidak ditemukan',
      'Catat dulu putusan perselisihan pada klaim ini, lalu sebut disputeId-nya.',
    ],
    [
      'There is no such dispute',
      'Record what was decided of the dispute on this claim first, then name its disputeId.',
    ],
  ),
  'dispute-upheld': problem(
    422,
    [
      'Putusan itu menguatkan kantor',
      'Putusan itu tidak mengubah apa-apa. Buka kembali klaim dengan alasan lain, tanpa menyebutnya.',
    ],
    [
      'That decision changed nothing',
      'The dispute left what was decided as it is. Reopen for another reason, without naming it.',
    ],
  ),
  'event-day-names-claim': problem(
    409,
    [
      'Hari kejadian tidak dapat diperbaiki',
      'Hari kejadian ({recorded}) menentukan klaimnya. Laporkan klaim dengan hari yang benar, lalu batalkan klaim ini dengan alasan wrong_day.',
    ],
    [
      'The day cannot be corrected',
      'The day ({recorded}) names the claim. Void this claim as wrong_day, and report it with the right day.',
    ],
  ),
  'correction-too-late': problem(
    409,
    [
      'Terlambat untuk diperbaiki',
      'Keputusan sudah bersandar pada {field}. Batalkan dulu persetujuan yang bersandar padanya, atau batalkan klaim ini dan laporkan lagi.',
    ],
    [
      'Too late to correct',
      'A judgement rests on {field} already. Void the approval that rests on it, or void this claim and report it anew.',
    ],
  ),
  'wrong-claim-kind': problem(
    409,
    [
      'Bukan untuk jenis klaim ini',
      'Langkah ini hanya untuk jenis klaim yang lain (kecelakaan kerja atau meninggal dunia). Periksa nomor klaimnya.',
    ],
    [
      'Not for this kind of claim',
      'This step belongs to the other kind of claim (accident or death). Check the number of the claim.',
    ],
  ),
  'one-event-day': problem(
    422,
    [
      'Isi satu hari kejadian',
      'Isi hari kecelakaan, atau hari diagnosis untuk penyakit akibat kerja; bukan keduanya.',
    ],
    [
      'Give one day of the event',
      'Give the day of the accident, or of the diagnosis for an occupational disease; not both.',
    ],
  ),
  'accident-claim-and-cause': problem(
    422,
    [
      'Sebab dan klaim kecelakaan tidak cocok',
      'Sebut klaim kecelakaan hanya bila sebab meninggalnya kecelakaan kerja atau penyakit akibat kerja, dan sebaliknya.',
    ],
    [
      'Cause and accident claim do not fit',
      'Name an accident claim only where a work accident or occupational disease was the cause, and always then.',
    ],
  ),
  'cause-unchanged': problem(
    409,
    [
      'Sebabnya sudah demikian',
      'Sebab dan klaim kecelakaan ini sudah tercatat. Tidak ada yang perlu diperbaiki.',
    ],
    [
      'That is the cause already',
      'This cause and this accident claim are recorded. There is nothing to correct.',
    ],
  ),
  'accident-not-accepted': problem(
    409,
    [
      'Klaim kecelakaannya belum disetujui',
      'Klaim kecelakaan yang menjadi sebab harus disetujui dulu. Putuskan klaim itu.',
    ],
    [
      'The accident claim is not accepted',
      'The claim of the accident that was the cause has to be accepted first. Decide on it.',
    ],
  ),
  'already-concluded': problem(
    409,
    [
      'Sudah disimpulkan',
      'Kesimpulan lain tentang kecelakaan ini sudah tercatat. Penyelia dapat memperbaikinya.',
    ],
    [
      'Already concluded',
      'Another conclusion about this accident is recorded. A supervisor can correct it.',
    ],
  ),
  'accident-after-death': problem(
    409,
    [
      'Kecelakaan sesudah kematian',
      'Kecelakaan ({accidentOn}) terjadi sesudah hari meninggal ({diedOn}), jadi bukan sebabnya. Periksa kedua tanggal.',
    ],
    [
      'The accident came after the death',
      'The accident ({accidentOn}) came after the death ({diedOn}) and cannot be its cause. Check both days.',
    ],
  ),
  'death-day-differs': problem(
    409,
    [
      'Hari meninggal berbeda',
      'Klaim menyebut {claimed}, pada peserta tercatat {recorded}. Cocokkan dengan akta kematian.',
    ],
    [
      'The day of death differs',
      'The claim says {claimed}, the participant’s record says {recorded}. Compare with the death certificate.',
    ],
  ),
  'treatment-after-death': problem(
    422,
    [
      'Sesudah meninggal',
      'Harinya melewati hari meninggal ({diedOn}). Pisahkan hari-hari sesudahnya.',
    ],
    [
      'After the death',
      'The days go beyond the day of death ({diedOn}). Leave out the days after it.',
    ],
  ),
  'payee-deceased': problem(
    422,
    [
      'Penerima sudah meninggal',
      'Yang masih menjadi hak peserta dibayar kepada ahli waris. Tetapkan dulu ahli warisnya di klaim kematian.',
    ],
    [
      'The payee has died',
      'What is still owed to the participant goes to the heirs. Establish them in the claim of the death first.',
    ],
  ),
  'sum-too-large': problem(
    422,
    ['Jumlahnya terlalu besar', 'Seluruh tagihan paling banyak {most} rupiah. Periksa angkanya.'],
    ['The sum is too large', 'A whole bill is at most {most} rupiah. Check the figures.'],
  ),
  'accident-not-concluded': problem(
    409,
    ['Belum ada kesimpulan', 'Catat dulu kesimpulan apakah ini kecelakaan kerja.'],
    ['There is no conclusion yet', 'Record first whether this was a work accident.'],
  ),
  'not-a-work-accident': problem(
    409,
    [
      'Bukan kecelakaan kerja',
      'Kesimpulannya: bukan kecelakaan kerja. Klaim ini hanya dapat ditolak atau ditarik.',
    ],
    [
      'Not a work accident',
      'It was concluded that this was no work accident. The claim can only be refused or withdrawn.',
    ],
  ),
  'percent-and-outcome': problem(
    422,
    [
      'Persentase dan hasil tidak cocok',
      'Isi persentase cacat hanya bila hasilnya cacat, dan sebaliknya.',
    ],
    [
      'Percent and outcome do not fit',
      'Give a percent of disability only where the outcome is a disability, and always then.',
    ],
  ),
  'claim-not-accepted': problem(
    409,
    ['Klaim belum disetujui', 'Setujui dulu klaimnya, baru langkah ini.'],
    ['The claim is not accepted yet', 'Accept the claim first, then take this step.'],
  ),
  'benefit-undecided': problem(
    409,
    [
      'Masih ada manfaat yang belum diputus',
      'Setujui, kembalikan, atau tolak dulu tiap manfaat klaim ini.',
    ],
    ['A benefit is not decided', 'Approve, return or refuse each benefit of this claim first.'],
  ),
  'paper-returned': problem(
    409,
    ['Dokumen sudah dikembalikan', 'Catat dokumen penggantinya, lalu periksa yang itu.'],
    ['The paper was returned', 'Record the one that replaces it, then verify that.'],
  ),
  'papers-missing': problem(
    422,
    ['Dokumen belum lengkap', 'Lengkapi dan periksa dulu dokumen ini: {kinds}.'],
    ['Papers are missing', 'Record and verify these papers first: {kinds}.'],
  ),

  // Heirs and payees
  'heir-shares': problem(
    422,
    ['Bagian ahli waris tidak pas', 'Bagian semua ahli waris harus berjumlah tepat 1.'],
    ['The shares of the heirs do not fit', 'The shares of all heirs must add up to exactly 1.'],
  ),
  'heir-class': problem(
    422,
    [
      'Golongan ahli waris tidak cocok',
      'Ahli waris dari golongan yang lebih dekat didahulukan. Periksa hubungan keluarganya.',
    ],
    [
      'The class of heirs does not fit',
      'Heirs of a nearer class come first. Check how they are related.',
    ],
  ),
  'heir-class-excluded': problem(
    422,
    [
      'Ada ahli waris yang lebih dekat',
      'Keluarga yang tercatat punya ahli waris golongan {nearest}, yang mendahului golongan {heirClass}. Sebut mereka, atau keluarkan dulu dari keluarga siapa yang sudah meninggal.',
    ],
    [
      'There is a nearer heir',
      'The registered family has heirs of class {nearest}, who come before class {heirClass}. Name them, or first remove from the family who has died.',
    ],
  ),
  'representative-not-heir': problem(
    422,
    [
      'Penerima kuasa bukan ahli waris',
      'Kuasa para ahli waris hanya dapat diberikan kepada salah satu dari mereka yang sudah dewasa.',
    ],
    [
      'The representative is no heir',
      'Only one of the heirs, who is of age, can receive for all of them with their power of attorney.',
    ],
  ),
  'funeral-arranger-missing': problem(
    422,
    [
      'Pengurus pemakaman belum disebut',
      'Tanpa ahli waris, biaya pemakaman dibayarkan kepada yang mengurus pemakaman. Catat orangnya (dewasa) sebagai `other`, lalu sebut di sini.',
    ],
    [
      'The funeral arranger is missing',
      'Without heirs the funeral goes to whoever arranged it. Register that person (of age) as `other`, then name them here.',
    ],
  ),
  'no-heirs': problem(
    409,
    [
      'Tidak ada ahli waris',
      'Peserta meninggal tanpa ahli waris: yang masih terutang kepadanya tinggal di Dana Jaminan Sosial.',
    ],
    [
      'There are no heirs',
      'The participant died without heirs: what was still owed stays in the social security fund.',
    ],
  ),
  'heir-twice': problem(
    422,
    ['Ahli waris disebut dua kali', 'Sebut tiap ahli waris satu kali saja.'],
    ['An heir is named twice', 'Name each heir once.'],
  ),
  'heir-unknown': problem(
    422,
    [
      'Ahli waris tidak dikenal',
      'Catat dulu orangnya sebagai anggota keluarga atau dalam surat ahli waris.',
    ],
    [
      'This heir is not known',
      'Record the person as family, or in the letter of the heirs, first.',
    ],
  ),
  'heirs-missing': problem(
    409,
    ['Ahli waris belum ditetapkan', 'Catat dulu ahli waris klaim ini.'],
    ['No heirs are established', 'Record the heirs of this claim first.'],
  ),
  'guardian-missing': problem(
    422,
    ['Wali belum disebut', 'Ahli waris yang belum dewasa perlu wali. Sebut walinya.'],
    ['A guardian is missing', 'An heir who is a minor needs a guardian. Name one.'],
  ),
  'guardian-unknown': problem(
    422,
    ['Wali tidak dikenal', 'Catat dulu walinya sebagai anggota keluarga.'],
    ['This guardian is not known', 'Record the guardian as family first.'],
  ),
  'guardian-of-adult': problem(
    422,
    [
      'Anak itu sudah dewasa',
      'Anak yang sudah berumur 18 tahun menerima sendiri. Kosongkan walinya.',
    ],
    [
      'The child is of age',
      'A child of 18 years or more receives the money itself. Leave out the guardian.',
    ],
  ),
  'two-receivers': problem(
    422,
    [
      'Penerima disebut dua kali',
      'Sebut wali atau peserta sendiri sebagai penerima, bukan keduanya.',
    ],
    ['Two receivers are named', 'Name a guardian or the participant as the receiver, not both.'],
  ),
  'payee-account-missing': problem(
    409,
    ['Rekening belum ada', 'Catat dulu rekening penerimanya.'],
    ['There is no account', 'Record the account of the payee first.'],
  ),

  // Benefits
  'not-covered-on-date': problem(
    422,
    [
      'Tidak terlindungi pada hari itu',
      'Pada {decidingDay} peserta tidak terlindungi. Klaim atau manfaat ini dapat ditolak atau dikembalikan, bukan disetujui.',
    ],
    [
      'Not covered on that day',
      'The participant was not covered on {decidingDay}. This can be refused or returned, not approved.',
    ],
  ),
  'cover-needs-confirmation': problem(
    422,
    [
      'Perlindungan perlu dipastikan',
      'Perlindungan pada {decidingDay} belum dipastikan oleh pembayar. Mintalah kepastiannya dulu.',
    ],
    [
      'Cover needs to be confirmed',
      'The payer has not confirmed cover on {decidingDay} yet. Ask for that first.',
    ],
  ),
  'contributions-in-arrears': problem(
    422,
    [
      'Iuran menunggak',
      'Pada {decidingDay} iuran menunggak paling lama tiga bulan. Perawatan JKK dan biaya pemakaman JKM tetap dibayar; sisanya setelah tunggakan dilunasi.',
    ],
    [
      'Contributions are in arrears',
      'On {decidingDay} contributions were in arrears for up to three months. JKK treatment and the JKM funeral are paid all the same; the rest once the arrears are paid.',
    ],
  ),
  'arrears-too-long': problem(
    422,
    [
      'Iuran menunggak terlalu lama',
      'Pada {decidingDay} iuran sudah menunggak lebih dari tiga bulan, jadi tidak ada hak. Klaim ini dapat ditolak, bukan disetujui.',
    ],
    [
      'Contributions were in arrears for too long',
      'On {decidingDay} contributions were in arrears for more than three months, so there is no right. This can be refused, not accepted.',
    ],
  ),
  'claim-expired': problem(
    422,
    [
      'Hak sudah kedaluwarsa',
      'Kecelakaan {decidingDay} dilaporkan setelah hak untuk mengklaimnya habis. Klaim ini dapat ditolak dengan dasar dan pasalnya, bukan disetujui.',
    ],
    [
      'The right has expired',
      'The accident of {decidingDay} was reported after the right to claim it had expired. This can be refused, with ground and citation, not accepted.',
    ],
  ),
  'cash-after-recovery': problem(
    422,
    [
      'Menunggu kesembuhan',
      'Pada {decidingDay} iuran menunggak. Uang tunai JKK dibayar setelah tunggakan dilunasi dan setelah peserta sembuh: catat surat keterangan dokter, lalu nilai kembali.',
    ],
    [
      'Waits for the recovery',
      'On {decidingDay} contributions were in arrears. JKK cash is paid once they are paid and the participant has recovered: record the doctor’s statement, then assess anew.',
    ],
  ),
  'nothing-granted': problem(
    422,
    [
      'Tidak ada yang dibayarkan',
      'Jumlah manfaat ini 0. Tolak atau kembalikan; manfaat 0 tidak dapat disetujui.',
    ],
    [
      'There is nothing to pay',
      'This benefit comes to 0. Refuse or return it; nothing cannot be approved.',
    ],
  ),
  'already-assessed': problem(
    409,
    [
      'Manfaat sudah dinilai',
      'Penilaian untuk hal ini sudah ada. Kembalikan atau tolak dulu yang itu sebelum menilai lagi.',
    ],
    [
      'Already assessed',
      'This was assessed. Have that returned or refused before it is assessed again.',
    ],
    { existing: 'ben' },
  ),
  'bill-already-claimed': problem(
    409,
    ['Tagihan sudah diklaim', 'Tagihan rumah sakit ini sudah diklaim. Periksa nomor tagihannya.'],
    [
      'The bill was claimed before',
      'This bill of the hospital was claimed before. Check the number of the bill.',
    ],
    { existing: 'ben' },
  ),
  'already-approved': problem(
    409,
    ['Sudah disetujui', 'Orang lain sudah menyetujuinya. Muat ulang untuk melihatnya.'],
    ['Already approved', 'Somebody else approved it. Load it again to see.'],
  ),
  'benefit-not-open': problem(
    409,
    [
      'Manfaat sudah diputus',
      'Hanya manfaat yang masih dinilai yang dapat diputus. Muat ulang untuk melihat keadaannya.',
    ],
    [
      'The benefit was decided',
      'Only a benefit that is still assessed can be decided. Load it again to see how it stands.',
    ],
  ),
  'second-approval-not-needed': problem(
    409,
    [
      'Persetujuan kedua tidak ditunggu',
      'Manfaat atau pembayaran ulang ini tidak menunggu persetujuan kedua: itu hanya bila seluruh yang dilepas seorang penyelia dalam satu kasus melewati batasnya. Muat ulang untuk melihat keadaannya.',
    ],
    [
      'No second approval is awaited',
      'This benefit or replacement does not wait for a second approval: only what brings all that one supervisor lets go in one case above his limit does. Load it again to see how it stands.',
    ],
  ),
  'benefit-not-approved': problem(
    409,
    [
      'Manfaat belum disetujui',
      'Manfaat ini belum disetujui, atau persetujuannya dibatalkan. Mintalah persetujuan dulu.',
    ],
    [
      'The benefit is not approved',
      'This benefit is not approved, or its approval was voided. Have it approved first.',
    ],
  ),
  'overpayment-exceeded': problem(
    422,
    ['Lebih dari kelebihan bayarnya', 'Yang masih harus dikembalikan Rp{open}. Periksa jumlahnya.'],
    ['More than was overpaid', '{open} rupiah are still to come back. Check the sum.'],
  ),
  'facts-changed': problem(
    409,
    [
      'Keadaannya berubah',
      'Sejak dinilai, fakta yang menentukan manfaat ini berubah. Nilai lagi, lalu minta persetujuan.',
    ],
    [
      'The facts have changed',
      'What decides this benefit has changed since it was assessed. Assess it again, then have it approved.',
    ],
  ),
  'no-schedule-on-date': problem(
    422,
    [
      'Belum ada aturan untuk hari itu',
      'Tidak ada tabel manfaat yang berlaku pada {day}. Periksa tanggalnya.',
    ],
    ['No rule for that day', 'No schedule of benefits is in force on {day}. Check the date.'],
  ),
  'deduction-not-applicable': problem(
    422,
    [
      'Potongan tidak berlaku di sini',
      'Potongan ini tidak berlaku untuk baris itu. Periksa rincian tagihan.',
    ],
    [
      'The deduction does not apply',
      'This deduction does not apply to that line. Check the lines of the bill.',
    ],
  ),
  'facility-unknown': problem(
    422,
    ['Fasilitas kesehatan tidak dikenal', 'Pilih kode fasilitas dari daftar rumah sakit.'],
    ['The facility is not known', 'Choose the code of a facility from the list of hospitals.'],
  ),
  'day-already-claimed': problem(
    409,
    [
      'Hari itu sudah diklaim',
      'STMB untuk {from} sampai {to} sudah diklaim. Satu hari dibayar satu kali: ubah tanggalnya.',
    ],
    [
      'Those days were claimed before',
      'Wage replacement for {from} to {to} was claimed before. A day is paid once: change the dates.',
    ],
    { existing: 'ben' },
  ),
  'home-care-since-differs': problem(
    409,
    [
      'Hari mulai perawatan di rumah berbeda',
      'Perawatan di rumah tercatat mulai {recorded}. Pakai hari itu, atau kembalikan dulu tagihan yang lama.',
    ],
    [
      'Care at home began on another day',
      'Care at home is recorded to have begun on {recorded}. Use that day, or have the earlier bill returned first.',
    ],
  ),
  'disability-statement-unknown': problem(
    422,
    [
      'Tidak ada keterangan dokter itu',
      'Pilih keterangan dokter tentang cacat dari klaim ini (statements), atau catat dulu.',
    ],
    [
      'There is no such statement',
      'Choose a doctor’s statement of a disability of this claim (statements), or record it first.',
    ],
  ),
  'disability-parts': problem(
    422,
    [
      'Bagian cacat tidak cocok dengan jenisnya',
      'Sebut tiap bagian untuk cacat sebagian; untuk cacat total tetap jangan sebut satu pun.',
    ],
    [
      'Parts and kind do not fit',
      'Name each part of a partial disability, and none of a total permanent one.',
    ],
  ),
  'disability-loss': problem(
    422,
    [
      'Persentase hilangnya fungsi tidak cocok',
      'Bagian nomor {number}: isi hilangnya fungsi untuk cacat fungsi, dan hanya untuk itu.',
    ],
    [
      'The loss of function does not fit',
      'Part {number}: give the loss of function of a functional disability, and of nothing else.',
    ],
  ),
  'disability-not-total': problem(
    422,
    [
      'Bukan cacat total tetap',
      'Keterangan dokter {stated}, cacat total tetap mulai {needed} (persepuluh persen).',
    ],
    [
      'This is no total permanent disability',
      'The doctor states {stated}; a total permanent disability begins at {needed} (tenths of a percent).',
    ],
  ),
  'disability-sum-differs': problem(
    422,
    [
      'Jumlah bagian berbeda dengan keterangan dokter',
      'Bagian yang disebut berjumlah {listed}, keterangan dokter {stated} (persepuluh persen). Cocokkan dengan formulir.',
    ],
    [
      'The parts differ from the statement',
      'The parts add up to {listed}, the doctor states {stated} (tenths of a percent). Compare them with the form.',
    ],
  ),
  'treatment-after-disability': problem(
    422,
    [
      'Sesudah dinyatakan cacat',
      'Dokter menyatakan cacat pada {disabledOn}; perawatan dan STMB berakhir pada hari itu. Periksa tanggalnya.',
    ],
    [
      'After the disability was stated',
      'The doctor stated a disability on {disabledOn}; treatment and wage replacement end on that day. Check the dates.',
    ],
  ),
  'treatment-before-accident': problem(
    422,
    [
      'Sebelum kejadian',
      'Perawatan, angkutan, dan STMB tidak boleh dimulai sebelum hari kejadian ({eventDay}). Periksa tanggalnya.',
    ],
    [
      'Before the event',
      'Treatment, transport and wage replacement cannot begin before the day of the event ({eventDay}). Check the dates.',
    ],
  ),
  'treatment-after-recovery': problem(
    422,
    [
      'Sesudah sembuh',
      'Dokter menyatakan sembuh pada {recoveredOn}; perawatan dan STMB berakhir pada hari itu. Periksa tanggalnya.',
    ],
    [
      'After the recovery',
      'The doctor stated a recovery on {recoveredOn}; treatment and wage replacement end on that day. Check the dates.',
    ],
  ),

  'reference-price': problem(
    422,
    [
      'Harga acuan tidak cocok',
      'Harga acuan diisi untuk prostesis dan ortosis, dan hanya untuk keduanya.',
    ],
    [
      'The reference price does not fit',
      'Give a reference price for a prosthesis or an orthosis, and for nothing else.',
    ],
  ),
  'home-care-year-ends': problem(
    422,
    [
      'Melewati satu tahun perawatan di rumah',
      'Perawatan di rumah dibayar sampai {lastDay}. Pisahkan tagihan untuk hari-hari sesudahnya.',
    ],
    [
      'Beyond the year of care at home',
      'Care at home is paid until {lastDay}. Have the days after it billed apart.',
    ],
  ),
  'disability-not-in-table': problem(
    422,
    [
      'Tidak ada di tabel cacat',
      'Bagian nomor {number} tidak ada di tabel dengan sisi atau ukuran itu. Cocokkan dengan formulir dokter.',
    ],
    [
      'Not in the table of disabilities',
      'Part {number} is not in the table with that side or measure. Compare it with the doctor’s form.',
    ],
  ),
  'disability-percent-differs': problem(
    422,
    [
      'Persentase berbeda dengan tabel',
      'Bagian nomor {number}: formulir {stated}, tabel {from} sampai {to} (persepuluh persen). Tanyakan kepada dokter.',
    ],
    [
      'The percentage differs from the table',
      'Part {number}: {stated} on the form, {from} to {to} in the table (tenths of a percent). Ask the doctor.',
    ],
  ),
  'disability-after-death': problem(
    422,
    [
      'Cacat dinyatakan sesudah meninggal',
      'Peserta meninggal pada {diedOn}. Surat dokter sesudah hari itu tidak memberi santunan cacat.',
    ],
    [
      'A disability stated after the death',
      'The participant died on {diedOn}. A doctor’s statement of a later day gives no disability benefit.',
    ],
  ),
  'disability-named-twice': problem(
    422,
    [
      'Bagian disebut dua kali',
      'Bagian nomor {number} sudah disebut, atau lebih banyak daripada yang ada. Hapus salah satu.',
    ],
    [
      'A part is named twice',
      'Part {number} was named already, or more often than there are any. Take one out.',
    ],
  ),

  // Scholarships
  'scholarship-needs-three-years': problem(
    422,
    [
      'Iuran belum cukup untuk beasiswa',
      'Beasiswa jaminan kematian perlu iuran paling sedikit tiga tahun.',
    ],
    [
      'Too few contributions for a scholarship',
      'A scholarship after a death by other causes needs three years of contributions.',
    ],
  ),
  'scholarship-needs-total-disability': problem(
    422,
    [
      'Bukan cacat total tetap',
      'Kecelakaan memberi beasiswa hanya kalau peserta meninggal atau cacat total tetap. Nilai dulu cacat total tetapnya di klaim itu.',
    ],
    [
      'No total permanent disability',
      'An accident gives a scholarship only by death or total permanent disability. Assess that disability in the claim first.',
    ],
  ),
  'disability-not-approved': problem(
    409,
    [
      'Cacat total tetap belum disetujui',
      'Setujui dulu manfaat cacat total tetap di klaim kecelakaannya, baru beasiswanya.',
    ],
    [
      'The total permanent disability is not approved',
      'Approve the disability benefit of the accident claim first, then the scholarship.',
    ],
  ),
  'scholarship-child-limit': problem(
    422,
    ['Paling banyak dua anak', 'Beasiswa diberikan untuk paling banyak dua anak.'],
    ['Two children at most', 'A scholarship is for two children at most.'],
  ),
  'scholarship-age-limit': problem(
    422,
    [
      'Melewati batas umur',
      'Beasiswa berakhir ketika anak berumur 23 tahun, menikah, atau bekerja.',
    ],
    ['Over the age limit', 'A scholarship ends when the child turns 23, marries or works.'],
  ),
  'scholarship-not-granted': problem(
    409,
    [
      'Beasiswa belum diberikan',
      'Persetujuan hak beasiswa harus ada dulu sebelum tahun pertamanya.',
    ],
    ['The scholarship is not granted', 'The right to it must be approved before its first year.'],
  ),
  'scholarship-no-place': problem(
    422,
    [
      'Anak ini tidak mendapat beasiswa',
      'Hak anak ini belum disetujui, jadi belum ada yang berakhir.',
    ],
    ['This child has no place', 'The child was granted no scholarship, so none can end.'],
  ),
  'scholarship-ended': problem(
    409,
    [
      'Beasiswa anak ini sudah berakhir',
      'Beasiswanya berakhir pada {endedOn} ({reasonCode}). Periksa catatan beasiswa itu.',
    ],
    [
      'The scholarship of this child has ended',
      'It ended on {endedOn} ({reasonCode}). Look at what is recorded of the scholarship.',
    ],
  ),
  'scholarship-age-not-reached': problem(
    422,
    [
      'Batas umur belum tercapai',
      'Pada {endedOn} anak ini belum mencapai batas umur. Periksa tanggal lahir dan tanggalnya, atau pilih alasan lain.',
    ],
    [
      'The age limit is not reached',
      'On {endedOn} the child is below the age limit. Check the birth date and the day, or give another reason.',
    ],
  ),
  'child-unknown': problem(
    422,
    ['Anak tidak dikenal', 'Catat dulu anak itu sebagai anggota keluarga peserta.'],
    ['This child is not known', 'Record the child as family of the participant first.'],
  ),
  'child-named-twice': problem(
    422,
    ['Anak disebut dua kali', 'Sebut tiap anak satu kali saja.'],
    ['A child is named twice', 'Name each child once.'],
  ),
  'birth-date-missing': problem(
    422,
    ['Tanggal lahir belum ada', 'Lengkapi dulu tanggal lahir anak itu.'],
    ['A birth date is missing', 'Record the birth date of the child first.'],
  ),
  'grade-outside-level': problem(
    422,
    ['Kelas tidak cocok dengan jenjang', 'Kelas {grade} tidak ada di jenjang {level}.'],
    ['The grade does not fit the level', 'There is no grade {grade} in level {level}.'],
  ),
  'school-year-before-right': problem(
    422,
    [
      'Tahun ajaran sebelum ada hak',
      'Tahun ajaran {schoolYear} sudah berakhir sebelum {decidingDay}, hari yang melahirkan hak. Periksa tahunnya.',
    ],
    [
      'School year before the right',
      'The school year {schoolYear} was over before {decidingDay}, the day that gave the right. Check the year.',
    ],
  ),
  'school-year-to-come': problem(
    422,
    [
      'Tahun ajaran belum dimulai',
      'Tahun ajaran {schoolYear} belum dimulai. Nilai dahulu tahun yang sedang berjalan, dan tahun berikutnya menjelang bulan Juli.',
    ],
    [
      'School year to come',
      'The school year {schoolYear} has not begun. Assess the year that runs, and the next one towards July.',
    ],
  ),

  // Presented to the payer
  'already-presented': problem(
    409,
    [
      'Sudah diajukan',
      'Manfaat ini sudah diajukan ke pembayar manfaat. Tunggu atau catat jawabannya.',
    ],
    [
      'Already presented',
      'This benefit was presented to the payer. Wait for the answer, or record it.',
    ],
  ),
  'not-presented': problem(
    409,
    ['Belum diajukan', 'Catat dulu pengajuan manfaat ini ke pembayar manfaat.'],
    ['Not presented yet', 'Record first that this benefit was presented to the payer.'],
  ),
  'office-pays-itself': problem(
    409,
    ['Dibayar kantor sendiri', 'Manfaat ini dibayar kantor, jadi tidak diajukan ke pembayar lain.'],
    [
      'The office pays this itself',
      'The office pays this benefit, so it is not presented to another payer.',
    ],
  ),

  // Money on its way
  'money-moving': problem(
    409,
    [
      'Uangnya sedang bergerak',
      'Ada pembayaran yang dijadwalkan, dikirim, belum pasti, atau sudah masuk dan belum kembali. Selesaikan atau batalkan dulu, atau catat uang yang kembali.',
    ],
    [
      'Money is moving',
      'A payout is scheduled, sent, in doubt, or has arrived and not come back. Settle or cancel it first, or record what comes back.',
    ],
  ),
  'heirs-paid': problem(
    409,
    [
      'Ahli waris sudah dibayar',
      'Uang sudah keluar untuk ahli waris menurut sebab meninggal sebelumnya, jadi mereka tetap ahli warisnya. Kalau itu keliru: catat uang yang kembali, lalu dua penyelia membatalkan klaim ini dan kematiannya dilaporkan lagi.',
    ],
    [
      'The heirs were paid',
      'Money has gone out to the heirs under an earlier cause of death, so they stay who they are. Where that is wrong, record what comes back, have two supervisors void this claim, and report the death anew.',
    ],
  ),
  'payout-not-approved': problem(
    409,
    ['Pembayaran belum disetujui', 'Pembayaran pengganti ini menunggu persetujuan penyelia.'],
    ['The payout is not approved', 'This replacement waits for the approval of a supervisor.'],
  ),
  'payout-not-scheduled': problem(
    409,
    [
      'Pembayaran tidak dijadwalkan',
      'Hanya pembayaran yang dijadwalkan yang dapat dikirim atau dibatalkan.',
    ],
    ['The payout is not scheduled', 'Only a payout that is scheduled can be sent or cancelled.'],
  ),
  'payout-not-sent': problem(
    409,
    ['Pembayaran belum dikirim', 'Catat dulu pengirimannya.'],
    ['The payout was not sent', 'Record first that it was sent.'],
  ),
  'payout-already-sent': problem(
    409,
    [
      'Pembayaran sudah dikirim',
      'Yang sudah dikirim tidak dikirim atau dibatalkan lagi. Tunggu kabar dari bank.',
    ],
    [
      'The payout was sent',
      'What was sent is neither sent again nor cancelled. Wait for word from the bank.',
    ],
  ),
  'payout-already-confirmed': problem(
    409,
    [
      'Uangnya sudah masuk rekening',
      'Uang ini sudah dicatat masuk rekening. Jangan kirim lagi; bila buktinya berbeda, periksa bukti bayarnya.',
    ],
    [
      'The payout is confirmed',
      'This money is recorded as received. Do not send it again; where your proof differs, check the proof.',
    ],
  ),
  'payout-over': problem(
    409,
    [
      'Pembayaran sudah berakhir',
      'Pembayaran ini gagal, dikembalikan, atau dibatalkan. Mintalah pembayaran pengganti.',
    ],
    [
      'The payout is over',
      'This payout failed, came back or was cancelled. Request a replacement.',
    ],
  ),
  'more-than-ordered': problem(
    422,
    [
      'Lebih besar daripada yang diperintahkan',
      'Kantor memerintahkan Rp{ordered}. Periksa jumlahnya di rekening koran.',
    ],
    [
      'More than was ordered',
      'The office has ordered {ordered} rupiah. Check the sum on the statement of the bank.',
    ],
  ),
  'benefit-named-twice': problem(
    422,
    ['Manfaat disebut dua kali', 'Sebut tiap manfaat satu kali saja.'],
    ['A benefit is named twice', 'Name each benefit once.'],
  ),
  'payout-replaced': problem(
    409,
    [
      'Pembayaran sudah diganti',
      'Pembayaran ini sudah punya pengganti. Lanjutkan dengan penggantinya.',
    ],
    ['The payout was replaced', 'This payout has a replacement already. Go on with that one.'],
  ),
  'replacement-requested': problem(
    409,
    [
      'Pengganti sudah diminta',
      'Permintaan pengganti yang lain menunggu persetujuan. Putuskan yang itu dulu.',
    ],
    [
      'A replacement is requested',
      'Another request for a replacement waits for approval. Decide that one first.',
    ],
  ),
  'outcome-unknown': problem(
    409,
    [
      'Hasil pembayaran belum pasti',
      'Tanyakan dulu ke bank. Pembayaran yang belum pasti tidak pernah dikirim lagi.',
    ],
    ['The outcome is not known', 'Ask the bank first. A payout in doubt is never sent again.'],
  ),
  'inquiry-missing': problem(
    422,
    [
      'Bukti pertanyaan ke bank belum ada',
      'Sebut nomor pertanyaan ke bank yang memastikan pembayaran ini gagal.',
    ],
    ['The inquiry is missing', 'Name the inquiry at the bank which says that this payout failed.'],
  ),
  'payer-not-decided': problem(
    409,
    ['Pembayar belum memutus', 'Catat dulu keputusan pembayar manfaat.'],
    ['The payer has not decided', 'Record the decision of the payer first.'],
  ),
  'payer-pays-itself': problem(
    409,
    [
      'Dibayar oleh pembayar manfaat',
      'Manfaat ini dibayar BPJS, jadi kantor tidak mengirim uang; catat saja penerimaannya.',
    ],
    [
      'The payer pays this itself',
      'BPJS pays this benefit, so the office sends no money; record that it has arrived.',
    ],
  ),

  // Lists of people
  'list-file-missing': problem(
    422,
    [
      'Berkas belum ada',
      'Kirim sebagai multipart/form-data dengan bagian file, dan action, programme, from, lastCoveredOn, declaredIncome di sampingnya.',
    ],
    [
      'There is no file',
      'Send multipart/form-data with a part file, and action, programme, from, lastCoveredOn, declaredIncome beside it.',
    ],
  ),
  'list-file-empty': problem(
    422,
    [
      'Berkas kosong',
      'Tidak ada satu pun orang di berkas ini. Pilih berkas yang berisi daftarnya.',
    ],
    ['The file is empty', 'It names nobody. Choose the file that holds the list.'],
  ),
  'list-file-unreadable': problem(
    422,
    [
      'Berkas tidak dapat dibaca',
      'Berkas ini rusak atau bukan daftar. Buka di Excel, simpan sebagai .xlsx atau CSV, lalu kirim yang baru itu.',
    ],
    [
      'The file cannot be read',
      'It is broken or no list. Open it in Excel, save it as .xlsx or CSV, and send that.',
    ],
  ),
  'list-file-locked': problem(
    422,
    [
      'Berkas terkunci atau terlalu lama',
      'Berkas ini memakai kata sandi, atau format Excel 97-2003 (.xls). Simpan sebagai .xlsx tanpa kata sandi.',
    ],
    [
      'The file is locked or too old',
      'It has a password, or the format of Excel 97-2003 (.xls). Save it as .xlsx without a password.',
    ],
  ),
  'list-file-active': problem(
    422,
    [
      'Berkas berisi lebih dari daftar',
      'Ada makro, tautan ke berkas lain, atau berkas sisipan ({kind}). Simpan sebagai .xlsx biasa atau CSV, lalu kirim lagi.',
    ],
    [
      'The file holds more than a list',
      'There are macros, links to other files, or files within it ({kind}). Save it as a plain .xlsx or CSV and send that.',
    ],
  ),
  'list-file-formulas': problem(
    422,
    [
      'Ada rumus di berkas',
      'Sel {cell} berisi rumus. Salin semua, tempel sebagai nilai (Paste Values), simpan, lalu kirim lagi.',
    ],
    [
      'There are formulas in the file',
      'Cell {cell} holds a formula. Copy all, paste as values, save, and send it again.',
    ],
  ),
  'list-file-too-large': problem(
    413,
    [
      'Daftar terlalu besar',
      'Paling banyak 10 MiB, 100.000 baris, 200 kolom dan satu juta sel. Hapus sel yang jauh di luar daftar, simpan sebagai CSV, atau bagi per kecamatan.',
    ],
    [
      'The list is too large',
      'At most 10 MiB, 100,000 rows, 200 columns and a million cells. Delete cells far outside the list, save it as CSV, or split it by sub-district.',
    ],
  ),
  'list-without-header': problem(
    422,
    [
      'Baris judul tidak ditemukan',
      'Tulis judul kolom NIK dan NAMA (juga TANGGAL LAHIR, JENIS KELAMIN, DESA, KECAMATAN) di atas daftar, dalam 30 baris pertama.',
    ],
    [
      'There is no row of headings',
      'Write the headings NIK and NAMA (also TANGGAL LAHIR, JENIS KELAMIN, DESA, KECAMATAN) above the list, within the first 30 rows.',
    ],
  ),
  'list-not-checked': problem(
    409,
    ['Daftar masih diperiksa', 'Tunggu sampai pemeriksaan selesai, lihat hasilnya, lalu putuskan.'],
    ['The list is still being checked', 'Wait until the check is done, look at it, then decide.'],
  ),
  'list-not-applied': problem(
    409,
    [
      'Daftar belum diterapkan',
      'Hanya daftar yang sudah selesai diterapkan yang dapat dijawab pembayar atau dibatalkan.',
    ],
    [
      'The list is not applied yet',
      'Only a list that was applied to its end can be answered by the payer or undone.',
    ],
  ),
  'list-needs-no-answer': problem(
    422,
    [
      'Daftar ini tidak menunggu jawaban pembayar',
      'Hanya perlindungan yang diminta dalam program dengan konfirmasi pembayar (confirmation: payer) yang dijawab dengan daftar aktif.',
    ],
    [
      'This list waits for no answer of the payer',
      'Only cover that was asked for in a programme with confirmation: payer is answered by an active list.',
    ],
  ),
  'undoing-approved': problem(
    409,
    [
      'Pembatalan sudah disetujui',
      'Daftar ini sudah atau sedang dibatalkan karena {reasonCode}. Lihat daftarnya.',
    ],
    [
      'The undoing is approved already',
      'This list was or is being undone because of {reasonCode}. Look at the list.',
    ],
  ),
  'list-nothing-ready': problem(
    422,
    [
      'Tidak ada baris yang siap',
      'Unduh berkasnya, perbaiki baris yang disebut di KETERANGAN, lalu kirim berkas yang baru.',
    ],
    [
      'No row is ready',
      'Download the file, correct the rows that KETERANGAN names, then send the new file.',
    ],
  ),
  'list-expired': problem(
    409,
    [
      'Baris daftar sudah dihapus',
      'Baris yang tidak diterapkan dihapus setelah 30 hari. Kirim berkasnya sekali lagi.',
    ],
    [
      'The rows of this list are gone',
      'Rows that are not applied are deleted after 30 days. Send the file once more.',
    ],
  ),
} as const satisfies ProblemCatalogue;

export const PROBLEMS: ProblemCatalogue = { ...DOOR_PROBLEMS, ...CASE_PROBLEMS };

/** What an answer may warn of though it says yes. Problem codes may be warnings too. */
export const WARNINGS: Readonly<Record<string, Words>> = {
  'quota-exceeded': QUOTA_EXCEEDED,
  'reported-late': {
    id: 'Dilaporkan terlambat: batasnya {due} (2 x 24 jam). Laporan tetap dicatat dan tetap diproses.',
    en: 'Reported late: it was due by {due} (2 x 24 hours). It is recorded and goes on all the same.',
  },
  'concluded-late': {
    id: 'Disimpulkan terlambat: batasnya {due} (30 hari sejak laporan tahap I). Kesimpulan tetap dicatat.',
    en: 'Concluded late: it was due by {due} (30 days after the report of stage I). It is recorded all the same.',
  },
  'account-of-another-payee': {
    id: 'Rekening ini sudah dicatat untuk penerima lain dalam perkara ini. Itu sah dengan surat kuasa: pastikan suratnya ada sebelum disetujui.',
    en: 'This account is recorded for another payee of this case. With a power of attorney that is right: see that there is one before it is approved.',
  },
  'contribution-differs': {
    id: 'Jumlah pada {paper} ({amount}) berbeda dengan peserta x bulan x tarif ({due}); selisih {difference}. Cocokkan dengan bendahara.',
    en: 'The sum of {paper} ({amount}) differs from heads x months x tariff ({due}) by {difference}. Settle it with the treasury.',
  },
  'age-outside-15-65': {
    id: 'Usianya di luar 15 sampai 65 tahun. Pembayar dapat menolak perlindungannya.',
    en: 'The age is outside 15 to 65 years. The payer may refuse the cover.',
  },
  'nik-birthdate-differs': {
    id: 'Tanggal lahir di NIK berbeda dengan yang dikirim. Cocokkan dengan KTP.',
    en: 'The birth date in the NIK differs from the one sent. Compare it with the identity card.',
  },
  'nik-sex-differs': {
    id: 'Jenis kelamin di NIK berbeda dengan yang dikirim. Cocokkan dengan KTP.',
    en: 'The sex in the NIK differs from the one sent. Compare it with the identity card.',
  },
  'nik-other-region': {
    id: 'NIK ini diterbitkan di wilayah lain. Itu wajar bagi yang pernah pindah.',
    en: 'The NIK was given in another region. That is normal for somebody who has moved.',
  },
};
