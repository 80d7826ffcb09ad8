import { calendarDay } from '../../../kernel/calendar-day';
import { idFrom } from '../../../kernel/name-based-id';
import { rupiah } from '../../../kernel/rupiah';
import { specificationOf } from '../../../kernel/testing/decider-specification';
import type { Agreement } from '../../../programme/domain/programme.events';
import type { AskedCover } from '../participant.commands';
import { participantDecider } from '../participant.decider';
import type {
  CoverageRequested,
  CoverageStarted,
  ParticipantDied,
  ParticipantEnrolled,
} from '../participant.events';

// One made-up person, and cover from April to December 2025 as it is asked for and started.

export const given = specificationOf(participantDecider);
const day = calendarDay;

export const participantId = 'participant-1';
export const by = 'enroller-1';

export const enrolled: ParticipantEnrolled = {
  type: 'ParticipantEnrolled',
  data: {
    programme: 'muba-2025',
    listId: null,
    nikRef: 'nik-ref',
    familyRef: null,
    place: { subDistrictCode: '99.16.05', villageCode: '99.16.05.2001' },
    ageInYears: 34,
    warnings: [],
    by,
  },
  personal: {
    [participantId]: {
      name: 'Tanpa Nama',
      nik: '9916051708900001',
      birthDate: day('1990-08-17'),
      sex: 'male',
      ...{ familyCardNumber: null, birthPlace: null, address: null, rt: null, rw: null },
      ...{ phone: null, occupation: null, motherName: null, account: null },
    },
  },
};
/** The same person, whose key was emptied since. */
export const forgotten: ParticipantEnrolled = {
  ...enrolled,
  personal: { [participantId]: 'erased' },
};
export const agreement: Agreement = {
  agreementNumber: '560/12/PKS/2025',
  agreedOn: day('2025-03-20'),
  legalBasis: 'Perbup 7/2025',
  quota: 45_000,
  from: day('2025-04-01'),
  lastDay: day('2025-12-31'),
  tariff: { jkk: rupiah(10_000), jkm: rupiah(6_800) },
  schemes: ['jkk', 'jkm'],
  payer: 'bpjs',
  mode: 'recorded',
  fundedBy: 'apbd',
  confirmation: 'payer',
  branch: 'Palembang',
};
export const asked: AskedCover = {
  programme: 'muba-2025',
  from: day('2025-04-01'),
  lastCoveredOn: day('2025-12-31'),
  declaredIncome: rupiah(1_000_000),
};
export const periodId = (from = asked.from, n = 0, programme = asked.programme) =>
  idFrom(participantId, 'period', programme, from, n);

export const requested = (changed: Partial<CoverageRequested['data']> = {}): CoverageRequested => ({
  type: 'CoverageRequested',
  data: {
    periodId: periodId(changed.from, 0, changed.programme),
    ...asked,
    schemes: ['jkk', 'jkm'],
    fundedBy: 'apbd',
    listId: null,
    source: 'office',
    reference: null,
    by,
    ...changed,
  },
});
export const started = (changed: Partial<CoverageStarted['data']> = {}): CoverageStarted => ({
  type: 'CoverageStarted',
  data: { ...requested(changed).data, source: 'payer', ...changed },
});
export const died = (diedOn: string): ParticipantDied => ({
  type: 'ParticipantDied',
  data: { diedOn: day(diedOn), knownOn: day('2025-12-31'), source: 'family', claimId: null, by },
});
