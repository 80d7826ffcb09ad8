/**
 * Hospitals that a treatment bill may come from. `partner` means a work accident service centre (PLKK) of the payer, where
 * the participant pays nothing first. Whether each is one on a given day is the branch's own list and has not been
 * confirmed; a bill keeps what stood here when it was assessed.
 */
export type Facility = {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly partner: boolean;
};

export const FACILITIES: readonly Facility[] = [
  { id: 'rsud-sekayu', name: 'RSUD Sekayu', place: '16.06.01', partner: true },
  { id: 'rsud-sungai-lilin', name: 'RSUD Sungai Lilin', place: '16.06.07', partner: true },
  { id: 'rsud-bayung-lencir', name: 'RSUD Bayung Lencir', place: '16.06.09', partner: true },
  { id: 'rsup-moh-hoesin', name: 'RSUP Dr. Mohammad Hoesin', place: '16.71', partner: true },
  { id: 'klinik-lalan', name: 'Klinik Pratama Lalan', place: '16.06.11', partner: false },
];

export const facilityById = (id: string): Facility | undefined =>
  FACILITIES.find((facility) => facility.id === id);
