import type { ApiClient } from '../src/demo/api-client';
import { ROLES } from '../src/platform/security/caller';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Each example of the document is sent as it stands, but for the ids: it is asked as a dry run, of a case that there is.

const PAKE = 'pake-kelambu-2024';
/** The examples speak of this month. */
const clock = { now: () => new Date('2026-08-31T03:00:00Z') };

type Operation = {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
};
type Example = { readonly route: string; readonly body: object; readonly takesVersion: boolean };

let office: Office;
let everybody: ApiClient;
let examples: readonly Example[];
const ids: Record<string, string> = {};

beforeAll(async () => {
  office = await openOffice({ clock });
  everybody = await office.as('official-1', ...ROLES);
  const document = (await (await fetch(`${office.kelambu.url}/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  examples = Object.entries(document.paths).flatMap(([route, { post }]) => {
    const json = post?.requestBody?.content['application/json'];
    const takesVersion = post?.parameters?.some(({ name }) => name === 'If-Match') ?? false;
    return json ? [{ route, body: json.example as object, takesVersion }] : [];
  });
  await lived();
});
afterAll(() => office.close());

const lived = async () => {
  const terms = { from: '2026-08-01', lastDay: '2026-12-31', agreedOn: '2026-07-20' };
  await everybody.post('/v1/programmes', agreement(PAKE, terms));
  const person = await everybody.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(1),
    programme: PAKE,
  });
  ids['par'] = person.body.participant.id;
  const member = await everybody.post<{ participant: { family: { id: string }[] } }>(
    `/v1/participants/${ids['par']}/family-members`,
    { relation: 'child', name: 'Anak', birthDate: '2015-05-06', legalChild: true },
  );
  ids['mem'] = member.body.participant.family[0]?.id ?? '';
  const claim = new CaseFile('/v1/claims');
  await claim.open(everybody, '/v1/accident-claims', {
    ...{ participantId: ids['par'], accidentKind: 'accident', occurredOn: '2026-08-14' },
    ...{ reportedOn: '2026-08-15', reporterRelation: 'self', reporterName: 'Pekerja' },
  });
  await claim.tell(everybody, '/treatment-bills', {
    ...{ facilityId: 'rsud-sekayu', invoiceNumber: 'INV-1', paidTo: 'facility' },
    ...{ from: '2026-08-14', to: '2026-08-15' },
    items: [{ code: 'inpatient', claimed: rupiah(1_000_000) }],
  });
  ids['clm'] = claim.body.id;
  ids['ben'] = claim.benefit().id;
};

const PREFIX_OF: Readonly<Record<string, string>> = {
  ...{ participants: 'par', claims: 'clm', benefits: 'ben', payouts: 'pyt', scholarships: 'sch' },
  ...{ 'family-members': 'mem', subjects: 'par', 'coverage-periods': 'per', documents: 'doc' },
  ...{ 'contribution-payments': 'cpy', 'enrolment-lists': 'enl' },
};

/** With the ids of what there is; of what there is not, the example's own. */
const sent = async ({ route, body, takesVersion }: Example) => {
  const known = JSON.stringify(body).replaceAll(
    /"([a-z]{3})_[0-9a-z]{26,}"/g,
    (text, prefix: string) => (ids[prefix] === undefined ? text : `"${ids[prefix]}"`),
  );
  const path = route
    .split('/')
    .map((part, at, all) =>
      part.startsWith('{') ? (ids[PREFIX_OF[all[at - 1] ?? ''] ?? ''] ?? 'xyz_0') : part,
    )
    .join('/');
  const isCommand = !/(searches|lookups)$/.test(route);
  const options = {
    key: null,
    dryRun: isCommand,
    ifMatch: takesVersion ? await versionOf(path) : null,
  };
  return everybody.post<{ code?: string; errors?: unknown }>(path, known, options);
};

/** As somebody would send it who has just looked. */
const versionOf = async (path: string): Promise<string> => {
  const [, , kind = '', id = ''] = path.split('/');
  const { version } = await everybody.get(`/v1/${kind}/${id}`);
  return version ?? '"1"';
};

it('every command has an example', () => {
  expect(examples.length).toBeGreaterThan(60);
  expect(examples.filter(({ body }) => typeof body !== 'object')).toEqual([]);
});

it('no example is refused as one that is written wrongly', async () => {
  const refused: unknown[] = [];
  let accepted = 0;
  for (const example of examples) {
    const { status, body } = await sent(example);
    if (status < 300) accepted++;
    if (status === 400 || status >= 500) refused.push({ ...example, status, answer: body });
  }
  expect(refused).toEqual([]);
  // The others are of what the case has not come to.
  expect(accepted).toBeGreaterThanOrEqual(15);
});

it('is known to look: an example with a wrong day is refused', async () => {
  const example = examples.find(({ route }) => route === '/v1/accident-claims');
  if (!example) throw new Error('There is no such example.');
  const body = { ...example.body, occurredOn: '2026-02-30' };
  expect(await sent({ ...example, body })).toMatchObject({ status: 400 });
});
