import type { ApiClient, Json } from '../src/demo/api-client';
import { type PlainPrefix, readPublicId } from '../src/platform/http/public-ids';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// What happens by itself, because something else has happened.

let office: Office;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;

const PROGRAMME = 'santunan-desa-2021';

beforeAll(async () => {
  office = await openOffice();
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

const covered = async (serial: number, lastCoveredOn = '2024-12-31'): Promise<string> => {
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
    ...newcomer(serial),
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: PROGRAMME,
    from: '2024-10-01',
    lastCoveredOn,
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};

const deathOf = async (participantId: string, diedOn: string): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/death-claims', {
    participantId,
    diedOn,
    knownOn: diedOn,
    reportedOn: diedOn,
    cause: 'illness',
    reporterRelation: 'spouse',
    reporterName: 'Suami',
  });
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

  it('counts for other claims at once, also before the reaction has come so far', async () => {
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

describe('Whether this process can do its work', () => {
  it('is said with how far each reaction has come', async () => {
    const { body } = await adjuster.get<{ checks: readonly Json[] }>('/health/ready');
    const { figures } = body.checks.find(({ name }) => name === 'reactions') as {
      figures: readonly Json[];
    };
    expect(figures[0]).toMatchObject({ name: 'record-death', refused: 0, stopped: 0 });
  });
});
