import { idr } from '../answers';
import { HEADS } from '../made-up-people';
import { TARIFF } from '../figures';
import { PAKE_KELAMBU, SANTUNAN_DESA } from '../programmes';
import type { Scene } from '../scene';
import { prose } from '../screen';

const shared = {
  jkkTariff: idr(TARIFF.jkk),
  jkmTariff: idr(TARIFF.jkm),
  schemes: ['jkk', 'jkm'],
  confirmation: 'none',
} as const;

/** Everything begins with an agreement: who is covered, since when, for how much, and who pays. */
export const agree = async ({ desk, staff }: Scene): Promise<void> => {
  const { record } = desk.of('agreement');
  const first = await record(staff.administrator, {
    key: PAKE_KELAMBU,
    on: '2024-09-23',
    says: `${PAKE_KELAMBU}: 13,190 workers, October to December 2024. The district pays the contributions, BPJS the benefits; what BPJS pays is recorded.`,
    post: '/v1/programmes',
    body: {
      ...shared,
      code: PAKE_KELAMBU,
      agreementNumber: 'CONTOH-01/PKS/2024',
      agreedOn: '2024-09-23',
      legalBasis: 'Perjanjian contoh antara Dinas Sosial dan BPJS Ketenagakerjaan',
      quota: HEADS,
      from: '2024-10-01',
      lastDay: '2024-12-31',
      payer: 'bpjs',
      mode: 'recorded',
      fundedBy: 'apbd',
      branch: 'Sekayu',
    },
  });
  await record(staff.administrator, {
    key: SANTUNAN_DESA,
    on: '2021-09-15',
    says: `${SANTUNAN_DESA}: the village fund pays the contributions and the office pays the benefits by itself; its payouts are disbursed.`,
    post: '/v1/programmes',
    body: {
      ...shared,
      code: SANTUNAN_DESA,
      agreementNumber: 'CONTOH-02/PKS/2021',
      agreedOn: '2021-09-15',
      legalBasis: 'Peraturan contoh tentang santunan yang dibayar kantor sendiri',
      quota: 500,
      from: '2021-10-01',
      lastDay: '2026-12-31',
      payer: 'office',
      mode: 'disbursed',
      fundedBy: 'village_fund',
      branch: 'Sekayu',
    },
  });
  if (first.known)
    prose(
      desk.screen,
      'An earlier run has been here. What is marked ↺ was recorded then: the same key gives the same answer, and nothing is written twice.',
    );
};
