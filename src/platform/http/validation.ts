import {
  type ArgumentMetadata,
  Inject,
  Injectable,
  Optional,
  ValidationPipe,
} from '@nestjs/common';
import { validate, type ValidationError } from 'class-validator';
import { CaseNumbers } from './case-numbers';
import { isPlainObject } from './field-kind';
import { refusalIn } from './fields';
import { TypedCaseNumber } from './id-kinds';
import { type Constructor, instanceOf } from './instance-of';
import { type InvalidPart, InvalidRequest, pointerTo } from './invalid-request';

/** A list of a thousand bad rows needs no thousand lines to say so. */
const MOST_PARTS = 100;

/**
 * Global. Bodies and queries become instances of their classes, or an `InvalidRequest` that says all that is wrong:
 * unknown fields are refused, and nothing is converted that was not asked for.
 */
@Injectable()
export class RequestValidation extends ValidationPipe {
  constructor(@Optional() @Inject(CaseNumbers) private readonly caseNumbers?: CaseNumbers) {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      validatorPackage: { validate },
      transformerPackage: {
        plainToInstance: (type: Constructor, value: object) => instanceOf(type, value),
        classToPlain: (value: object) => value,
      } as never,
      exceptionFactory: (errors) => new InvalidRequest(errors.flatMap((error) => partsIn(error))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') mustHaveClass(metadata);
    if (!this.toValidate(metadata)) return value;

    const place = metadata.type === 'query' ? 'query' : 'body';
    try {
      const instance: unknown = await super.transform(plainFrom(value, place), metadata);
      await this.resolveCaseNumbers(instance as Record<string, unknown>);
      return instance;
    } catch (error) {
      throw error instanceof InvalidRequest ? inPlace(error, place) : error;
    }
  }

  /** At the top of a body or query only: no command names claims further down. */
  private async resolveCaseNumbers(instance: Record<string, unknown>): Promise<void> {
    for (const [name, value] of Object.entries(instance)) {
      if (!(value instanceof TypedCaseNumber)) continue;
      const found = await this.caseNumbers?.find(value.number);
      if (found == null)
        throw new InvalidRequest([{ in: 'body', pointer: pointerTo([name]), fault: 'id-unknown' }]);
      instance[name] = found;
    }
  }
}

/** `import type` of a class of bodies turns its validation off in silence: better no answer than that. */
const mustHaveClass = ({ metatype, data }: ArgumentMetadata): void => {
  if (!metatype || metatype === Object || data !== undefined)
    throw new Error('A route takes its whole body as an instance of a class, imported as a value.');
};

/** Fastify's queries have a prototype of their own; a body that was not sent has no fields. */
const plainFrom = (value: unknown, place: InvalidPart['in']): object => {
  if (value === undefined || value === null) return {};
  if (place === 'query') return { ...value };
  if (isPlainObject(value)) return value;
  throw new InvalidRequest([{ in: place, pointer: '', fault: 'object-expected' }]);
};

/**
 * One row of many, read and validated by itself: a bad one must not hold up the others.
 * @returns the instance, or what is wrong with it
 */
export const readRow = async <T extends object>(
  type: Constructor<T>,
  sent: unknown,
): Promise<T | InvalidRequest> => {
  if (!isPlainObject(sent))
    return new InvalidRequest([{ in: 'body', pointer: '', fault: 'object-expected' }]);
  const row = instanceOf(type, sent);
  const errors = await validate(row, { whitelist: true, forbidNonWhitelisted: true });
  return errors.length === 0 ? row : new InvalidRequest(errors.flatMap((error) => partsIn(error)));
};

const inPlace = ({ parts }: InvalidRequest, place: InvalidPart['in']): InvalidRequest =>
  new InvalidRequest(parts.slice(0, MOST_PARTS).map((part) => ({ ...part, in: place })));

const partsIn = (
  { property, constraints, children = [] }: ValidationError,
  parents: readonly (string | number)[] = [],
): readonly InvalidPart[] => {
  const path = [...parents, property];
  const refusal = refusalIn(constraints);
  if (refusal) {
    const { fault, facts, at } = refusal;
    return [{ in: 'body', pointer: pointerTo([...path, ...at]), fault, facts }];
  }
  if (constraints?.['whitelistValidation'] !== undefined)
    return [{ in: 'body', pointer: pointerTo(path), fault: 'unknown-field' }];
  const within = children.flatMap((child) => partsIn(child, path));
  // What class-validator finds by a rule that is not ours is still an error.
  return within.length > 0 ? within : [{ in: 'body', pointer: pointerTo(path), fault: 'invalid' }];
};
