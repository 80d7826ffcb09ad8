import type { StoredEvent, StreamName } from '../event-store/event-store';
import { type Decoded, type DecodeEach, kindOf } from '../read-models/decoding';
import type { Report } from '../read-models/projection-runner';
import type { Run } from '../read-models/sql';
import { contextAfter, isRefusal, needsAFix } from './asking';
import { recordRefusal, stop } from './memory';
import type { AnyReaction, Ask, Buses } from './reaction';

export type ReactingParts = {
  readonly run: Run;
  readonly decode: DecodeEach;
  readonly buses: Buses;
  readonly report: Report;
};

/**
 * Sends what events ask for, in their order. What a rule refuses is recorded and passed; what only another release can
 * mend stops the stream here. Throws where the failure may pass: then nothing has been passed over.
 */
export const reactingTo = (
  reaction: AnyReaction,
  { run, buses, report }: Omit<ReactingParts, 'decode'>,
  stopped: Set<StreamName>,
) => {
  const { name } = reaction;

  /** The kind of failure that stops the stream; null where all was sent. */
  const faultOf = async (one: Decoded): Promise<string | null> => {
    if ('error' in one) return one.error;
    try {
      const asks = reaction.react(one.event);
      for (const [step, ask] of asks.entries()) await send(one, ask, step);
      return null;
    } catch (error) {
      if (!needsAFix(error)) throw error;
      return kindOf(error, one.stored);
    }
  };

  const send = async (one: Extract<Decoded, { event: unknown }>, ask: Ask, step: number) => {
    const { id, stream, position, type } = one.stored;
    try {
      await buses.command(ask(contextAfter(name, one.event, step)));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code } = error;
      await recordRefusal(run, name, { cause: id, step, stream, position, code });
      report('error', 'What an event asked for was refused', {
        ...{ reaction: name, event: id, type, stream, code },
      });
    }
  };

  const stopAt = async ({ stream, revision, position }: StoredEvent, error: string) => {
    await stop(run, name, { stream, revision, position, error });
    stopped.add(stream);
    report('error', 'A reaction has stopped at a stream', {
      ...{ reaction: name, stream, position, error },
    });
  };

  return async (one: Decoded): Promise<void> => {
    if (stopped.has(one.stored.stream)) return;
    const fault = await faultOf(one);
    if (fault !== null) await stopAt(one.stored, fault);
  };
};
