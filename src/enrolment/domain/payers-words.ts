import type { CoverRefusalGround } from '../../participant/domain/participant.events';

/** How the payer's lists say that somebody is refused, in capitals with letters and digits alone. */
const REFUSED = /^(DITOLAK|TOLAK|TIDAK|NONAKTIF|GAGAL|BATAL|REJECT|REFUSED)/;
/** … where nothing but a remark says it. */
const REFUSING =
  /DITOLAK|TIDAK(DAPAT)?(AKTIF|DITERIMA|DISETUJUI|LOLOS|VALID|BERHASIL|DIPROSES)|NONAKTIF|GAGAL|DIBATALKAN|REJECTED|REFUSED/;
/** … that he is covered. */
const STARTED = /^(AKTIF|ACTIVE|DITERIMA|DISETUJUI|BERHASIL|SUKSES|LOLOS|OK$|YA$)/;
/** What Kelambu wrote when it gave the file out: what stands beside it is Kelambu's too, and the card is the answer. */
const OWN =
  /^(TERDAFTAR(DANDILINDUNGI|PERLINDUNGANDIAJUKAN)|PERLINDUNGAN(DITAMBAHKAN|DIAJUKAN)|SIAP|TIDAKBERUBAH)/;

/** The first that fits counts: somebody employed elsewhere is told by both. */
const GROUNDS: readonly (readonly [CoverRefusalGround, RegExp])[] = [
  ['deceased', /MENINGGAL|WAFAT|ALMARHUM|DECEASED/],
  ['nik_unknown', /NIK.*(TIDAK|BELUM|SALAH|INVALID|UNKNOWN)|DUKCAPIL/],
  ['over_age', /USIA|UMUR|OVERAGE/],
  ['active_employee', /PENERIMAUPAH|KARYAWAN|PERUSAHAAN|BADANUSAHA|PPU|ACTIVEEMPLOYEE/],
  [
    'active_elsewhere',
    /(AKTIF|TERDAFTAR|PESERTA).*(LAIN|GANDA)|SUDAH(AKTIF|TERDAFTAR)|ACTIVEELSEWHERE/,
  ],
];

export type Said =
  | { readonly kind: 'started' }
  | { readonly kind: 'refused'; readonly ground: CoverRefusalGround }
  | { readonly kind: 'unclear'; readonly code: 'ground-unreadable' | 'answer-unreadable' };

/**
 * What STATUS and KETERANGAN say of one person. Somebody with a card and no word is covered; somebody without either is
 * not answered. What says yes and no at once is for somebody to read.
 */
export const saidOf = (status: string, remark: string, hasCard: boolean): Said => {
  const [word, all] = [capitals(status), capitals(`${status} ${remark}`)];
  const ground = GROUNDS.find(([, pattern]) => pattern.test(all))?.[0];
  if (OWN.test(word)) return { kind: 'started' };
  if (REFUSED.test(word)) return ground ? { kind: 'refused', ground } : GROUND_UNREADABLE;
  const isYes = STARTED.test(word) || (word === '' && hasCard);
  if (isYes && REFUSING.test(capitals(remark))) return ANSWER_UNREADABLE;
  return readTogether(isYes, ground, hasCard);
};

const readTogether = (
  isYes: boolean,
  ground: CoverRefusalGround | undefined,
  hasCard: boolean,
): Said => {
  if (!ground) return isYes ? { kind: 'started' } : ANSWER_UNREADABLE;
  return isYes || hasCard ? ANSWER_UNREADABLE : { kind: 'refused', ground };
};

const GROUND_UNREADABLE: Said = { kind: 'unclear', code: 'ground-unreadable' };
const ANSWER_UNREADABLE: Said = { kind: 'unclear', code: 'answer-unreadable' };

const capitals = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\d]/gu, '');
