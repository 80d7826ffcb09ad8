import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  Optional,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { asCaseNumber } from '../../kernel/case-number';
import { Rejection } from '../../kernel/rejection';
import { isWithin } from '../security/area';
import { type Placed, Places } from '../security/places';
import { CaseNumbers } from './case-numbers';
import { ID_PREFIXES, type IdPrefix, readPublicId, readStreamed } from './public-ids';

/** What an id outside stands for. `office`: something of the whole district, as an invoice for thousands of people. */
type Thing = Placed | { readonly kind: 'office' };

/**
 * Global, after the guards of roles and commands: whatever case or person a request names, in its path, its query or its
 * body, must be in the caller's area. What is elsewhere and what does not exist get the same answer from the same place.
 */
@Injectable()
export class AreaGuard implements CanActivate {
  constructor(
    @Optional() @Inject(Places) private readonly places?: Places,
    @Optional() @Inject(CaseNumbers) private readonly caseNumbers?: CaseNumbers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { area, params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (area === 'all' || area === null) return true;
    const inPath = Object.values(params as Record<string, string>);
    const elsewhere = new Set(textsIn([query, body]));
    for (const text of inPath) await this.mustBeWithin(area, await this.namedBy(text, IN_PATHS));
    for (const text of elsewhere)
      await this.mustBeWithin(area, await this.namedBy(text, IN_BODIES));
    return true;
  }

  private async mustBeWithin(area: readonly string[], thing: Thing | null): Promise<void> {
    if (thing === null) return;
    const place = thing.kind === 'office' ? null : await this.places?.of(thing);
    if (!isWithin(area, place ?? null)) throw new Rejection('not-found');
  }

  private async namedBy(text: string, kinds: Kinds): Promise<Thing | null> {
    const number = asCaseNumber(text);
    if (number === null) return thingNamed(text, kinds);
    const id = await this.caseNumbers?.find(number);
    if (id == null) throw new Rejection('not-found');
    return { kind: number.startsWith('KLM') ? 'claim' : 'scholarship', id };
  }
}

type Kinds = Readonly<Partial<Record<IdPrefix, Thing['kind']>>>;

/** What else has an id in a path (a period, a paper, a request) stands behind the id of what it is a part of. */
const IN_PATHS: Kinds = {
  par: 'participant',
  clm: 'claim',
  sch: 'scholarship',
  ben: 'claim',
  pyt: 'claim',
  mem: 'person',
  cpy: 'office',
  enl: 'office',
  bat: 'office',
};

/** A member of a family in a body is looked for in the family of the case. */
const IN_BODIES: Kinds = {
  par: 'participant',
  clm: 'claim',
  sch: 'scholarship',
  ben: 'claim',
  pyt: 'claim',
};

const thingNamed = (text: string, kinds: Kinds): Thing | null => {
  const prefix = ID_PREFIXES.find((one) => text.startsWith(`${one}_`));
  const kind = prefix && kinds[prefix];
  if (!kind) return null;
  if (kind === 'office') return { kind };
  if (prefix === 'ben' || prefix === 'pyt') {
    const streamed = readStreamed(prefix, text);
    return streamed && { kind: streamed.stream, id: streamed.streamId };
  }
  const id = readPublicId(prefix, text);
  return id === null ? null : { kind, id };
};

/** Every text in a JSON value. The parser has seen to it that it is not deep. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
