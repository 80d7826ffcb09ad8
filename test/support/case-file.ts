import type { Answer, ApiClient, CommandOptions, Json } from '../../src/demo/api-client';

// What every story over HTTP needs: people to enrol, papers to verify, money to say.

export const rupiah = (amount: number) => ({ amount, currency: 'IDR' });

export const agreement = (code: string, changed: Json = {}) => ({
  code,
  agreementNumber: 'B/100/DINSOS/2024',
  agreedOn: '2024-09-20',
  legalBasis: 'Peraturan Bupati 18/2024',
  quota: 13_190,
  from: '2024-10-01',
  lastDay: '2024-12-31',
  jkkTariff: rupiah(10_000),
  jkmTariff: rupiah(6_800),
  schemes: ['jkk', 'jkm'],
  payer: 'bpjs',
  mode: 'recorded',
  fundedBy: 'apbd',
  confirmation: 'none',
  branch: 'Palembang',
  ...changed,
});

/** A made-up man of province 99, who can be nobody. */
export const newcomer = (serial: number, changed: Json = {}) => ({
  subDistrictCode: '16.06.05',
  villageCode: '16.06.05.2001',
  name: `Pekerja ${serial}`,
  nik: `990605170890${String(serial).padStart(4, '0')}`,
  familyCardNumber: '9906051708120004',
  birthPlace: 'Ngulak',
  birthDate: '1990-08-17',
  sex: 'male',
  address: 'Dusun I',
  rt: '004',
  rw: '002',
  phone: '0812-3456-7890',
  occupation: 'penyadap karet',
  motherName: 'Ibu Pekerja',
  ...changed,
});

export type CaseBody = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly version: number;
  readonly benefits: readonly {
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly total: { readonly amount: number };
    readonly lines: readonly Json[];
  }[];
  readonly payouts: readonly {
    readonly id: string;
    readonly status: string;
    readonly amount: { readonly amount: number };
    readonly payeeKind: string;
    readonly payeeId: string;
    readonly onBehalfOf: string | null;
    readonly replaces: string | null;
  }[];
  readonly papers: readonly { readonly id: string; readonly status: string }[];
  readonly paid: { readonly amount: number };
  readonly [field: string]: unknown;
};

export type CaseAnswer = {
  readonly claim?: CaseBody;
  readonly scholarship?: CaseBody;
  readonly events: readonly { readonly type: string; readonly version: number }[];
  readonly warnings: readonly { readonly code: string }[];
  readonly code?: string;
  readonly detail?: string;
};

export const typesIn = ({ body }: Answer<CaseAnswer>) => body.events.map(({ type }) => type);

/** One case and its version as the last answer told it, so that each judgement can say what it has seen. */
export class CaseFile {
  private seen: string | null = null;
  private shown: CaseBody | null = null;

  constructor(
    /** `/v1/claims` or `/v1/scholarships`. */
    private readonly path: string,
  ) {}

  get body(): CaseBody {
    if (!this.shown) throw new Error('Nothing was answered yet.');
    return this.shown;
  }

  /** A command on the case itself (`/documents`) or, with a leading `/v1`, on one of its benefits or payouts. */
  async tell(who: ApiClient, path: string, body: object, options: CommandOptions = {}) {
    const target = path.startsWith('/v1') ? path : `${this.path}/${this.body.id}${path}`;
    return this.learn(await who.post<CaseAnswer>(target, body, { ifMatch: this.seen, ...options }));
  }

  async open(who: ApiClient, path: string, body: object, options: CommandOptions = {}) {
    return this.learn(await who.post<CaseAnswer>(path, body, options));
  }

  /** As it stands now, whoever has written to it. */
  async reload(who: ApiClient) {
    const { position } = await who.get('/v1/meta');
    return this.learn(
      await who.get<CaseAnswer>(`${this.path}/${this.body.id}?minPosition=${position}`),
    );
  }

  async verifyPapers(who: ApiClient, kinds: readonly string[], concerns: string | null = null) {
    for (const kind of kinds) {
      const paper = { kind, concerns, receivedOn: '2024-12-20', issuedOn: '2024-12-19' };
      await this.tell(who, '/documents', paper);
      const last = this.body.papers.at(-1);
      await this.tell(who, `/documents/${last?.id ?? ''}/verifications`, {});
    }
  }

  benefit(index = -1) {
    const benefit = this.body.benefits.at(index);
    if (!benefit) throw new Error('There is no such benefit.');
    return benefit;
  }

  payout(where: (payout: CaseBody['payouts'][number]) => boolean = () => true) {
    const payout = this.body.payouts.find(where);
    if (!payout) throw new Error('There is no such payout.');
    return payout;
  }

  private learn(answer: Answer<CaseAnswer>) {
    const shown = answer.body.claim ?? answer.body.scholarship;
    if (answer.status < 300 && shown) [this.shown, this.seen] = [shown, answer.version];
    return answer;
  }
}
