import type { ApiClient, Json } from '../src/demo/api-client';
import { daysAfter, officeDayAt } from '../src/kernel/calendar-day';
import { type PlainPrefix, readPublicId } from '../src/platform/http/public-ids';
import { eventually } from '../src/platform/read-models/testing/counting';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// What happens by itself, because something else has happened.

let office: Office;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;

const PROGRAMME = 'santunan-desa-2021';

/** The office may wake up on a later day; people and log live on. */
let daysLater = 0;
const clock = { now: () => new Date(Date.now() + daysLater * 86_400_000) };

beforeAll(async () => {
  office = await openOffice({ clock });
  administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  const ownMoney = {
    payer: 'office',
    mode: 'disbursed',
    from: '2021-10-01',
    lastDay: '2026-12-31',
  };
  await administrator.post('/v1/programmes', agreement(PROGRAMME, ownMoney));
});
afterAll(() => office.close());

// --- what the stories need ----------------------------------------------------------------------------------------

type ParticipantAnswer = {
  readonly participant: Json & {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};

const covered = async (
  serial: number,
  lastCoveredOn = '2024-12-31',
  from = '2024-10-01',
): Promise<string> => {
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
    ...newcomer(serial),
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: PROGRAMME,
    from,
    lastCoveredOn,
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};

const deathReport = (participantId: string, diedOn: string) => ({
  participantId,
  diedOn,
  knownOn: diedOn,
  reportedOn: diedOn,
  cause: 'illness',
  reporterRelation: 'spouse',
  reporterName: 'Suami',
});
const deathOf = async (participantId: string, diedOn: string): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/death-claims', deathReport(participantId, diedOn));
  return claim;
};

const allReactedTo = () => office.kelambu.platform.reactions.caughtUp();

const eventsOf = (
  category: 'claim' | 'participant' | 'scholarship',
  kind: PlainPrefix,
  id: string,
) => office.kelambu.platform.streams.read(`${category}-${readPublicId(kind, id) ?? ''}`);

const diedOn = async (participantId: string) => {
  const position = await office.kelambu.platform.store.head();
  const path = `/v1/participants/${participantId}?minPosition=${position}`;
  return (await adjuster.get<ParticipantAnswer>(path)).body.participant['diedOn'];
};

// --- the stories --------------------------------------------------------------------------------------------------

describe('An accepted death claim', () => {
  it('records the death with the participant, once, and says because of what', async () => {
    const participantId = await covered(1);
    const claim = await deathOf(participantId, '2024-11-20');
    await allReactedTo();
    expect(await diedOn(participantId)).toBeNull();

    await claim.tell(adjuster, '/acceptances', {});
    await allReactedTo();

    expect(await diedOn(participantId)).toBe('2024-11-20');
    const [accepted] = (await eventsOf('claim', 'clm', claim.body.id)).slice(-1);
    const deaths = await eventsOf('participant', 'par', participantId);
    expect(deaths.filter(({ type }) => type === 'ParticipantDied')).toMatchObject([
      {
        data: { source: 'claim', by: 'system:record-death' },
        metadata: { actor: 'system:record-death', source: 'reaction', causationId: accepted?.id },
      },
    ]);
  });

  it('leaves the death recorded when it is refused afterwards', async () => {
    const participantId = await covered(2);
    const claim = await deathOf(participantId, '2024-11-21');
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(supervisor, '/refusals', {
      ground: 'not_insured',
      citation: 'PP 44/2015',
      reasonCode: 'late_papers',
    });
    await allReactedTo();

    expect(await diedOn(participantId)).toBe('2024-11-21');
  });
});

describe('A scholarship place', () => {
  const claim = new CaseFile('/v1/claims');
  const scholarship = new CaseFile('/v1/scholarships');
  let [mother, student, pupil] = ['', '', ''];

  /** Born so that the twenty-third birthday is that many days away. */
  const bornFor = (birthdayIn: number): string => {
    const birthday = daysAfter(officeDayAt(new Date()), birthdayIn);
    return `${Number(birthday.slice(0, 4)) - 23}${birthday.slice(4).replace('02-29', '02-28')}`;
  };
  const relative = async (participantId: string, relation: string, birthDate: string) => {
    const { body } = await adjuster.post<ParticipantAnswer>(
      `/v1/participants/${participantId}/family-members`,
      { relation, name: 'Keluarga', birthDate, legalChild: relation === 'child' },
    );
    return body.participant.family.at(-1)?.id ?? '';
  };
  const shown = async () => {
    const position = await office.kelambu.platform.store.head();
    const path = `/v1/scholarships/${scholarship.body.id}?minPosition=${position}`;
    return (await adjuster.get<{ scholarship: Json }>(path)).body.scholarship;
  };
  const doneFor = (day: string) =>
    eventually(async () => {
      const status = await office.kelambu.platform.reactions.status();
      return status.some(({ doneOn }) => doneOn === day);
    });
  const erasureOf = (subjectId: string) =>
    administrator.post<CaseAnswer & { erasure: { requestId: string } }>(
      `/v1/subjects/${subjectId}/erasures`,
      { reasonCode: 'asked_by_the_person' },
    );

  beforeAll(async () => {
    const participantId = await covered(11, '2024-12-31', '2021-10-01');
    mother = await relative(participantId, 'spouse', '1970-01-01');
    student = await relative(participantId, 'child', bornFor(30));
    pupil = await relative(participantId, 'child', '2016-07-01');
    const voucher = { number: 'NO-1', on: '2024-10-10', amount: rupiah(36 * 16_800) };
    const finance = await office.as('finance-1', 'finance');
    const months = { fromMonth: '2021-10', toMonth: '2024-09' };
    await finance.post('/v1/contribution-payments', {
      ...{ programme: PROGRAMME, ...months, invoice: voucher, sp2d: voucher, receipt: voucher },
    });
    await claim.open(adjuster, '/v1/death-claims', deathReport(participantId, '2024-10-05'));
    await claim.tell(adjuster, '/acceptances', {});
    await scholarship.open(adjuster, '/v1/scholarships', {
      claimId: claim.body.id,
      childIds: [student, pupil],
    });
    await scholarship.verifyPapers(adjuster, ['application', 'family_card', 'guardian_ktp']);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], student);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], pupil);
    const { id } = scholarship.benefit();
    await scholarship.tell(supervisor, `/v1/benefits/${id}/approvals`, {});
  });

  it('runs until the twenty-third birthday', async () => {
    await doneFor(officeDayAt(clock.now()));
    daysLater = 29;
    await doneFor(officeDayAt(clock.now()));

    expect(await shown()).toMatchObject({ grantedChildIds: [student, pupil], endings: [] });
  });

  it('ends on it, of itself, and once', async () => {
    const birthday = daysAfter(officeDayAt(new Date()), 30);
    for (daysLater of [31, 32]) await doneFor(officeDayAt(clock.now()));

    expect((await shown())['endings']).toEqual([
      { childId: student, reasonCode: 'age', endedOn: birthday },
    ]);
    const events = await eventsOf('scholarship', 'sch', scholarship.body.id);
    expect(events.filter(({ type }) => type === 'ScholarshipEnded')).toMatchObject([
      { metadata: { actor: 'system:end-by-age', source: 'reaction', causationId: null } },
    ]);
  });

  it('gives no school year afterwards', async () => {
    const year = { childId: student, level: 'pt', grade: 4, schoolYear: 2024 };
    const { version } = await shown();
    const answer = await adjuster.post<CaseAnswer>(
      `/v1/scholarships/${scholarship.body.id}/years`,
      year,
      { ifMatch: `"${String(version)}"` },
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'scholarship-ended']);
  });

  it('of another child ends where somebody says so', async () => {
    const endings = `/v1/scholarships/${scholarship.body.id}/endings`;
    const told = { childId: pupil, reasonCode: 'left_school', endedOn: '2025-07-01' };
    const early = await adjuster.post<CaseAnswer>(endings, { ...told, reasonCode: 'age' });
    expect([early.status, early.body.code]).toEqual([422, 'scholarship-age-not-reached']);

    expect((await erasureOf(pupil)).body.code).toBe('person-owed');
    const ended = await adjuster.post<CaseAnswer>(endings, told);
    expect(ended.body.events.map(({ type }) => type)).toEqual(['ScholarshipEnded']);
    const again = await adjuster.post<CaseAnswer>(endings, told);
    expect([again.status, again.body.events]).toEqual([200, []]);
  });

  it('keeps nobody from being forgotten once it has ended for all', async () => {
    await claim.tell(adjuster, '/closings', { reasonCode: 'scholarship_only' });
    for (const subjectId of [student, pupil, mother]) {
      const requested = await erasureOf(subjectId);
      const { requestId } = requested.body.erasure;
      const path = `/v1/subjects/${subjectId}/erasures/${requestId}/approvals`;
      const approved = await supervisor.post<CaseAnswer>(path, {}, { ifMatch: '"1"' });
      expect(approved.body.events.map(({ type }) => type)).toEqual(['PersonErased']);
    }
  });
});

describe('An approval that a later fact contradicts', () => {
  const claim = new CaseFile('/v1/claims');
  let [participantId, benefitId] = ['', ''];

  const tasks = async () => {
    const position = await office.kelambu.platform.store.head();
    const { body } = await supervisor.get<{
      data: readonly { id: string; tasks: readonly Json[] }[];
    }>(`/v1/worklist?limit=200&minPosition=${position}`);
    return body.data.filter(({ id }) => id === claim.body.id).flatMap((item) => item.tasks);
  };
  const toBeRechecked = async () =>
    (await tasks()).filter(({ task }) => task === 'recheck_approval');

  beforeAll(async () => {
    participantId = await covered(21);
    const { body } = await adjuster.post<ParticipantAnswer>(
      `/v1/participants/${participantId}/family-members`,
      { relation: 'spouse', name: 'Istri', birthDate: '1990-01-01', legalChild: false },
    );
    const widow = body.participant.family.at(-1)?.id ?? '';
    await claim.open(adjuster, '/v1/death-claims', deathReport(participantId, '2024-12-05'));
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/heirs', {
      heirClass: 1,
      letterOn: '2024-12-10',
      heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 } }],
    });
    await claim.tell(adjuster, '/death-benefits', {});
    const papers = [
      'form_4',
      'participant_card',
      'ktp',
      'heir_ktp',
      'death_certificate',
      'family_card',
    ];
    await claim.verifyPapers(adjuster, [...papers, 'heir_letter', 'marriage_book']);
    await claim.tell(adjuster, '/payee-accounts', {
      payeeKind: 'heir',
      payeeId: widow,
      bank: 'BRI',
      number: '5555555555',
      holder: 'Istri',
    });
    benefitId = claim.benefit().id;
    await claim.tell(supervisor, `/v1/benefits/${benefitId}/approvals`, {});
  });

  it('is in nobody’s way while nothing contradicts it', async () => {
    await allReactedTo();
    expect(await toBeRechecked()).toEqual([]);
  });

  it('stands in the worklist of the supervisors, without anybody having looked', async () => {
    const voucher = { number: 'NO-2', on: '2024-12-20', amount: rupiah(16_800) };
    const finance = await office.as('finance-1', 'finance');
    const month = { fromMonth: '2024-11', toMonth: '2024-11' };
    await finance.post('/v1/contribution-payments', {
      ...{ programme: PROGRAMME, ...month, invoice: voucher, sp2d: voucher, receipt: voucher },
    });
    await allReactedTo();

    expect(await toBeRechecked()).toEqual([
      { task: 'recheck_approval', role: 'supervisor', benefitId, payoutId: null, dueOn: null },
    ]);
    const position = await office.kelambu.platform.store.head();
    const { body } = await adjuster.get<CaseAnswer>(
      `/v1/claims/${claim.body.id}?minPosition=${position}`,
    );
    expect(body.claim?.benefits[0]).toMatchObject({ contradictedBy: 'facts-changed' });
  });

  it('leaves it when the approval is taken back', async () => {
    const { version } = await adjuster.get(`/v1/claims/${claim.body.id}`);
    const answer = await supervisor.post<CaseAnswer>(
      `/v1/benefits/${benefitId}/voidings`,
      { reasonCode: 'facts_changed' },
      { ifMatch: version },
    );
    expect(answer.status).toBe(200);

    expect(await toBeRechecked()).toEqual([]);
  });
});

describe('Whether this process can do its work', () => {
  it('is said with how far each reaction has come', async () => {
    const { body } = await adjuster.get<{ checks: readonly Json[] }>('/health/ready');
    const { figures } = body.checks.find(({ name }) => name === 'reactions') as {
      figures: readonly Json[];
    };
    expect(figures[0]).toMatchObject({ name: 'record-death', refused: 0, stopped: 0 });
  });
});

describe('An accepted death claim, while reactions stand still', () => {
  it('counts for other claims all the same', async () => {
    const participantId = await covered(3);
    const accident = new CaseFile('/v1/claims');
    await accident.open(adjuster, '/v1/accident-claims', {
      participantId,
      accidentKind: 'accident',
      occurredOn: '2024-11-01',
      reportedOn: '2024-11-02',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    const death = await deathOf(participantId, '2024-11-22');
    await office.kelambu.platform.reactions.stop();
    await death.tell(adjuster, '/acceptances', {});

    const bill = await accident.tell(adjuster, '/treatment-bills', {
      facilityId: 'rsud-sekayu',
      invoiceNumber: 'INV-1',
      from: '2024-11-01',
      to: '2024-11-30',
      items: [{ code: 'ward', claimed: rupiah(1_000_000), deductions: [] }],
      paidTo: 'facility',
    });
    expect([bill.status, bill.body.code]).toEqual([422, 'treatment-after-death']);
    expect(await diedOn(participantId)).toBeNull();
  });
});
