import {
  Inject,
  Injectable,
  mixin,
  Optional,
  Param,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { Rejection } from '../../kernel/rejection';
import { caseNumberFor } from './id-kinds';
import { benefitFromRef, idFromPublic, type IdPrefix, payoutFromRef } from './public-ids';

/** Which case has a number: 40 bits of an id do not give the id back. */
export abstract class CaseNumbers {
  /** @param number in its one written form. Null where there is no such case. */
  abstract find(number: string): Promise<string | null>;
}

/**
 * An id in a path, read into the id inside; a `BenefitRef` or `PayoutRef` for `ben` and `pyt`. The number of a claim or
 * scholarship is taken too. Anything else is a 404 `not-found`.
 */
export const PathId = (prefix: IdPrefix, name = 'id'): ParameterDecorator =>
  Param(name, pipeFor(prefix));

const pipes = new Map<IdPrefix, Type<PipeTransform>>();

const pipeFor = (prefix: IdPrefix): Type<PipeTransform> => {
  const pipe = pipes.get(prefix) ?? pipeClass(prefix);
  pipes.set(prefix, pipe);
  return pipe;
};

const pipeClass = (prefix: IdPrefix): Type<PipeTransform> => {
  @Injectable()
  class PublicIdPipe implements PipeTransform {
    constructor(@Optional() @Inject(CaseNumbers) private readonly caseNumbers?: CaseNumbers) {}

    async transform(text: string): Promise<unknown> {
      const number = caseNumberFor(prefix, text);
      if (number === null) return insideOf(prefix, text);
      const found = await this.caseNumbers?.find(number);
      if (found == null) throw new Rejection('not-found');
      return found;
    }
  }
  return mixin(PublicIdPipe);
};

const insideOf = (prefix: IdPrefix, text: string): unknown => {
  if (prefix === 'ben') return benefitFromRef(text);
  if (prefix === 'pyt') return payoutFromRef(text);
  return idFromPublic(prefix, text);
};
