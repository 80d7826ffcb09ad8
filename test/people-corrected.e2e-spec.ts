import type { Answer, ApiClient, CommandOptions, Json } from '../src/demo/api-client';
import type { Append } from '../src/platform/event-store/event-store';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// What was recorded of a person by mistake, and how it is put right: by another fact, and never by nobody in particular.

const PAKE = 'pake-kelambu-2024';

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;
let auditor: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  auditor = await office.asAuditorWhoMayOpen('auditor-1');
  await administrator.post('/v1/programmes', agreement(PAKE));
});
afterAll(() => office.close());
afterEach(() => jest.restoreAllMocks());

type Card = Json & { readonly id: string; readonly family: readonly { readonly id: string }[] };
type Body = {
  readonly participant: Card;
  readonly events: readonly { readonly type: string }[];
  readonly code?: string;
  readonly existing?: { readonly id: string };
  readonly facts?: Json;
};
const typesIn = ({ body }: Answer<Body>) => body.events.map(({ type }) => type);

/** A participant, and the version that the last answer showed. */
class Participant {
  private constructor(
    readonly id: string,
    private seen: string | null,
  ) {}

  static async enrolled(serial: number, changed: Json = {}) {
    const person = { ...newcomer(serial, changed), programme: PAKE };
    const answer = await enroller.post<Body>('/v1/participants', person);
    expect(answer.status).toBe(201);
    return new Participant(answer.body.participant.id, answer.version);
  }

  async tell(who: ApiClient, path: string, body: Json, options: CommandOptions = {}) {
    const wish = { ifMatch: this.seen, ...options };
    const answer = await who.post<Body>(`/v1/participants/${this.id}${path}`, body, wish);
    if (answer.status < 300) this.seen = answer.version;
    return answer;
  }

  async shown(minPosition: string | null) {
    const path = `/v1/participants/${this.id}?minPosition=${minPosition ?? '0'}`;
    const { body } = await auditor.get<{ participant: Json }>(path, { 'Access-Purpose': 'audit' });
    return body.participant;
  }
}

const nikOf = (serial: number) => newcomer(serial).nik;
const enrolAnew = (serial: number, nik: string) =>
  enroller.post<Body>('/v1/participants', { ...newcomer(serial, { nik }), programme: PAKE });

describe('A person at the door', () => {
  it.each([
    ['a birth date yet to come', { birthDate: '2199-01-01' }, 422, 'birth-date-in-future'],
    ['a name with a mark that turns it round', { name: 'Budi \u202edoog' }, 400, 'validation'],
    ['a name with an Arabic letter mark', { name: 'Budi\u061c' }, 400, 'validation'],
    ['a name with a soft hyphen', { name: 'Bu\u00addi' }, 400, 'validation'],
    ['a name of filling that nobody sees', { name: '\u3164\u3164' }, 400, 'validation'],
    ['a name with a tag', { name: 'Budi\u{e0041}' }, 400, 'validation'],
    ['half a character', { name: 'Budi \ud800' }, 400, 'validation'],
  ])('with %s is refused, and the value is not repeated', async (_, changed, status, code) => {
    const person = { ...newcomer(90, changed), programme: PAKE };
    const answer = await enroller.post<Body>('/v1/participants', person);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/2199|Budi/);
  });
});

describe('Contact data, places and families', () => {
  it('are corrected by a fact each, and the card follows', async () => {
    const person = await Participant.enrolled(1);
    const blind = await person.tell(
      enroller,
      '/corrections',
      { phone: '0811', reasonCode: 'typing_error' },
      { ifMatch: null },
    );
    expect(blind.status).toBe(428);
    const phone = { phone: '0813-0000-0001', reasonCode: 'typing_error' };
    expect(typesIn(await person.tell(enroller, '/corrections', phone))).toEqual([
      'ParticipantCorrected',
    ]);
    expect(typesIn(await person.tell(enroller, '/corrections', phone))).toEqual([]);

    const move = {
      subDistrictCode: '16.06.01',
      villageCode: '16.06.01.1001',
      movedOn: '2024-11-01',
      address: 'Jalan Merdeka 1',
    };
    const moved = await person.tell(adjuster, '/moves', move);
    expect(typesIn(moved)).toEqual(['ParticipantMoved']);
    expect(await person.shown(moved.position)).toMatchObject({
      villageCode: '16.06.01.1001',
      person: {
        phone: '+6281300000001',
        address: { address: 'Jalan Merdeka 1', rt: null, occupation: 'penyadap karet' },
      },
    });
  });

  it('lose and regain a member of the family', async () => {
    const person = await Participant.enrolled(2);
    const member = { relation: 'child', name: 'Anak', birthDate: '2012-01-01' };
    const added = await person.tell(adjuster, '/family-members', member);
    const path = `/family-members/${added.body.participant.family[0]?.id ?? ''}`;
    const other = { ...member, legalChild: true, name: 'Anak Sulung', reasonCode: 'typing_error' };
    expect(typesIn(await person.tell(adjuster, `${path}/corrections`, other))).toEqual([
      'FamilyMemberCorrected',
    ]);
    const removal = { reasonCode: 'not_family' };
    const removed = await person.tell(adjuster, `${path}/removals`, removal);
    expect(typesIn(removed)).toEqual(['FamilyMemberRemoved']);
    expect(removed.body.participant.family).toEqual([]);
    expect(typesIn(await person.tell(adjuster, `${path}/removals`, removal))).toEqual([]);
    const back = await person.tell(adjuster, `${path}/corrections`, other);
    expect(back.body.participant.family).toMatchObject([{ id: path.split('/').at(-1) }]);
  });
});

describe('A death that was none', () => {
  it('is retracted by two supervisors, and not while a claim for it goes on', async () => {
    const person = await Participant.enrolled(3);
    await person.tell(enroller, '/coverage-periods', {
      programme: PAKE,
      from: '2024-10-01',
      lastCoveredOn: '2024-12-31',
      declaredIncome: rupiah(1_000_000),
    });
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      participantId: person.id,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-21',
      cause: 'illness',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    const death = { diedOn: '2024-11-20', knownOn: '2024-11-21', source: 'village' };
    await person.tell(enroller, '/deaths', death);

    const wish = { reasonCode: 'not_dead' };
    const early = await person.tell(supervisor, '/death-retractions', wish);
    expect([early.status, early.body.code]).toEqual([409, 'death-claim-open']);
    await claim.tell(adjuster, '/withdrawals', { reasonCode: 'not_dead' });

    const asked = await person.tell(supervisor, '/death-retractions', wish);
    expect(typesIn(asked)).toEqual(['DeathRetractionRequested']);
    const { id } = asked.body.participant['deathRetraction'] as { id: string };
    const path = `/death-retractions/${id}/approvals`;
    const own = await person.tell(supervisor, path, {});
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);
    const done = await person.tell(second, path, {});
    expect(typesIn(done)).toEqual(['ParticipantDeathRetracted']);
    expect(done.body.participant).toMatchObject({ diedOn: null });
  });
});

describe('A wrong NIK', () => {
  const why = { reasonCode: 'wrong_card' };
  const appended = () => office.kelambu.platform.store;
  /** Lets appends through until one of them is to be cut off: of it, only so many parts are written. */
  const cutWhere = (isIt: (chain: readonly Append[]) => boolean, parts: number) => {
    const store = appended();
    const append = store.append.bind(store);
    jest.spyOn(store, 'append').mockImplementation(async (chain) => {
      if (!isIt(chain)) return append(chain);
      if (parts > 0) await append(chain.slice(0, parts));
      throw new Error('The line is cut.');
    });
  };
  const isReservation = (chain: readonly Append[]) => chain.length === 2;
  const isRelease = (chain: readonly Append[]) => chain[0]?.stream.startsWith('nik-') === true;
  const nikEvents = async () =>
    (await appended().readAll('0', 10_000))
      .filter(({ type }) => type.startsWith('Nik'))
      .map(({ type }) => type);

  it('is corrected by a supervisor: assigned, corrected, released, in this order', async () => {
    const person = await Participant.enrolled(11);
    const before = (await nikEvents()).length;
    const barred = await person.tell(enroller, '/identity-corrections', {
      nik: nikOf(12),
      ...why,
    });
    expect(barred.status).toBe(403);
    const wish = { nik: nikOf(12), name: 'Pekerja Dua Belas', birthDate: '1990-08-18', ...why };
    const answer = await person.tell(supervisor, '/identity-corrections', wish);
    expect(typesIn(answer)).toEqual(['NikCorrected', 'ParticipantCorrected']);
    expect(answer.body.participant['warnings']).toContain('nik-birthdate-differs');
    expect((await nikEvents()).slice(before)).toEqual([
      'NikAssigned',
      'NikCorrected',
      'NikReleased',
    ]);
    expect(await person.shown(answer.position)).toMatchObject({
      person: { nik: nikOf(12), name: 'Pekerja Dua Belas', birthDate: '1990-08-18' },
    });
    expect(typesIn(await person.tell(supervisor, '/identity-corrections', wish))).toEqual([]);

    const taken = await enrolAnew(13, nikOf(12));
    expect([taken.status, taken.body.existing?.id]).toEqual([409, person.id]);
    expect((await enrolAnew(11, nikOf(11))).status).toBe(201);
  });

  it('of another participant is refused, and his card is named', async () => {
    const [one, other] = [await Participant.enrolled(21), await Participant.enrolled(22)];
    const wish = { nik: nikOf(22), ...why };
    const answer = await one.tell(supervisor, '/identity-corrections', wish);
    expect([answer.status, answer.body.code]).toEqual([409, 'already-enrolled']);
    expect(answer.body.existing?.id).toBe(other.id);
    expect(JSON.stringify(answer.body)).not.toContain(nikOf(22));
  });

  it('is finished by its repeat where it was cut off after the reservation', async () => {
    const person = await Participant.enrolled(31);
    const wish = { nik: nikOf(32), ...why };
    cutWhere(isReservation, 1);
    const cut = await person.tell(supervisor, '/identity-corrections', wish, { key: 'cut-31' });
    expect(cut.status).toBe(500);
    jest.restoreAllMocks();
    const meanwhile = await enrolAnew(33, nikOf(32));
    expect([meanwhile.status, meanwhile.body.existing?.id]).toEqual([409, person.id]);

    const again = await person.tell(supervisor, '/identity-corrections', wish, { key: 'cut-31' });
    expect(typesIn(again)).toEqual(['NikCorrected']);
    expect((await enrolAnew(34, nikOf(31))).status).toBe(201);
  });

  it('frees the old one for whoever comes next where it was cut off before the release', async () => {
    const person = await Participant.enrolled(41);
    let corrected = false;
    cutWhere((chain) => {
      const isLast = corrected && isRelease(chain);
      corrected ||= isReservation(chain);
      return isLast;
    }, 0);
    const wish = { nik: nikOf(42), ...why };
    expect((await person.tell(supervisor, '/identity-corrections', wish)).status).toBe(500);
    jest.restoreAllMocks();

    const next = await enrolAnew(43, nikOf(41));
    expect(next.status).toBe(201);
    expect(next.body.participant.id).not.toBe(person.id);
    const taken = await enrolAnew(44, nikOf(42));
    expect([taken.status, taken.body.existing?.id]).toEqual([409, person.id]);
  });

  it('is given up where its repeat is refused: the reserved one is free again', async () => {
    const person = await Participant.enrolled(51);
    const wish = { nik: nikOf(52), ...why };
    cutWhere(isReservation, 1);
    await person.tell(supervisor, '/identity-corrections', wish);
    jest.restoreAllMocks();
    const stale = await person.tell(supervisor, '/identity-corrections', wish, { ifMatch: '"9"' });
    expect(stale.status).toBe(412);
    expect((await nikEvents()).slice(-2)).toEqual(['NikCorrectionAbandoned', 'NikReleased']);
    expect((await enrolAnew(53, nikOf(52))).status).toBe(201);
  });

  it('has one winner where two want it at once', async () => {
    const people = await Promise.all([61, 62, 63].map((serial) => Participant.enrolled(serial)));
    const wish = { nik: nikOf(69), ...why };
    const answers = await Promise.all(
      people.map((person) => person.tell(supervisor, '/identity-corrections', wish)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe('Two participants who are one', () => {
  const accident = (participantId: string) => ({
    participantId,
    accidentKind: 'accident',
    occurredOn: '2024-11-02',
    reportedOn: '2024-11-03',
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
    chronology: 'Jatuh.',
  });

  it('are merged by two supervisors: reports go to the survivor', async () => {
    const [one, survivor] = [await Participant.enrolled(71), await Participant.enrolled(72)];
    const wish = { survivorId: survivor.id, reasonCode: 'same_person' };
    const asked = await one.tell(supervisor, '/merges', wish);
    expect(typesIn(asked)).toEqual(['ParticipantsMergeRequested']);
    const { id } = asked.body.participant['merge'] as { id: string };
    const own = await one.tell(supervisor, `/merges/${id}/approvals`, {});
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);
    const merged = await one.tell(second, `/merges/${id}/approvals`, {});
    expect(typesIn(merged)).toEqual(['ParticipantsMerged']);

    const later = await one.tell(adjuster, '/moves', {
      subDistrictCode: '16.06.01',
      villageCode: '16.06.01.1001',
      movedOn: '2024-11-01',
    });
    expect([later.status, later.body.code]).toEqual([409, 'participant-merged']);
    expect(later.body.existing?.id).toBe(survivor.id);
    const again = await enrolAnew(71, nikOf(71));
    expect([again.status, again.body.existing?.id]).toEqual([409, survivor.id]);

    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/accident-claims', accident(one.id));
    expect(claim.body['participantId']).toBe(survivor.id);
    const twice = await adjuster.post<Body>('/v1/accident-claims', accident(survivor.id));
    expect([twice.status, typesIn(twice)]).toEqual([200, []]);
  });

  it('have one accident, and one wage for each day, whichever of them it was reported under', async () => {
    const [one, survivor] = [await Participant.enrolled(75), await Participant.enrolled(76)];
    for (const person of [one, survivor])
      await person.tell(enroller, '/coverage-periods', {
        ...{ programme: PAKE, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
        declaredIncome: rupiah(1_000_000),
      });
    const days = { from: '2024-11-02', to: '2024-11-11' };
    const [first, later] = [new CaseFile('/v1/claims'), new CaseFile('/v1/claims')];
    await first.open(adjuster, '/v1/accident-claims', accident(one.id));
    expect((await first.tell(adjuster, '/wage-replacements', days)).status).toBe(200);
    expect((await first.tell(adjuster, '/acceptances', {})).status).toBe(200);
    await later.open(adjuster, '/v1/accident-claims', {
      ...accident(survivor.id),
      occurredOn: '2024-11-03',
    });

    const wish = { survivorId: survivor.id, reasonCode: 'same_person' };
    const asked = await one.tell(supervisor, '/merges', wish);
    const { id } = asked.body.participant['merge'] as { id: string };
    const merged = await one.tell(second, `/merges/${id}/approvals`, {});
    expect(merged.status).toBe(200);

    const paidAlready = await later.tell(adjuster, '/wage-replacements', {
      ...{ from: '2024-11-10', to: '2024-11-20' },
    });
    expect([paidAlready.status, paidAlready.body.code]).toEqual([409, 'day-already-claimed']);
    const reported = await adjuster.post<Body>('/v1/accident-claims', accident(survivor.id));
    expect([reported.status, reported.body.code]).toEqual([409, 'already-reported']);
    expect(reported.body.existing?.id).toBe(first.body.id);
    const another = { ...accident(survivor.id), occurrence: 2, reasonCode: 'second_accident' };
    expect((await supervisor.post<Body>('/v1/accident-claims', another)).status).toBe(201);

    const { id: assessed } = first.benefit();
    await first.tell(supervisor, `/v1/benefits/${assessed}/returns`, { reasonCode: 'merged' });
    await first.tell(adjuster, '/wage-replacements', days);
    expect(first.benefit().total.amount).toBe(333_333);

    const rest = { from: '2024-11-12', to: '2024-11-20' };
    expect((await later.tell(adjuster, '/wage-replacements', rest)).status).toBe(200);
    const twice = await first.tell(adjuster, '/wage-replacements', {
      ...{ from: '2024-11-12', to: '2024-11-13' },
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'day-already-claimed']);

    const death = new CaseFile('/v1/claims');
    const died = { diedOn: '2024-11-20', knownOn: '2024-11-21', reportedOn: '2024-11-21' };
    const byWork = { cause: 'work_accident', accidentClaimId: first.body.id };
    const family = { reporterRelation: 'village', reporterName: 'Kepala Dusun' };
    const report = { participantId: survivor.id, ...died, ...byWork, ...family };
    expect((await death.open(adjuster, '/v1/death-claims', report)).status).toBe(201);
    expect((await death.tell(adjuster, '/acceptances', {})).status).toBe(200);
  });

  it('are merged into the one who has the death claim, and not the other way', async () => {
    const [dead, other] = [await Participant.enrolled(73), await Participant.enrolled(74)];
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      participantId: dead.id,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-21',
      cause: 'illness',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    const wrong = { survivorId: other.id, reasonCode: 'same_person' };
    const refused = await dead.tell(supervisor, '/merges', wrong);
    expect([refused.status, refused.body.code]).toEqual([409, 'merge-other-way']);
    const right = { survivorId: dead.id, reasonCode: 'same_person' };
    expect((await other.tell(supervisor, '/merges', right)).status).toBe(200);
  });
});
