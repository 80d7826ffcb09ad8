import type { CalendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Decider } from '../../kernel/decider';
import { unreachable } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';
import type { ErasureEvent, PersonErased, PersonErasureRequested } from './erasure.events';
import type { OpenMatter } from './open-matters';

/** What was open for the person at the end of the log when the command came. */
export type StillOpen = {
  readonly matters: readonly OpenMatter[];
  /** The last day of cover that runs or is to come; null where there is none. */
  readonly coveredUntil: CalendarDay | null;
  /** The day of a death under cover, his own or in his family, that nobody has claimed yet; null where there is none. */
  readonly deathUnclaimed: CalendarDay | null;
};
type Judged = StillOpen & { readonly by: string };

export type RequestErasure = Command<
  'RequestErasure',
  Judged & { readonly requestId: string; readonly reasonCode: string }
>;
export type ApproveErasure = Command<'ApproveErasure', Judged & { readonly requestId: string }>;
export type ErasureCommand = RequestErasure | ApproveErasure;

export type Erasure = {
  readonly request: PersonErasureRequested['data'] | null;
  readonly erased: PersonErased['data'] | null;
};

const decide = (command: ErasureCommand, erasure: Erasure): readonly ErasureEvent[] => {
  switch (command.type) {
    case 'RequestErasure':
      return request(command.data, erasure);
    case 'ApproveErasure':
      return approve(command.data, erasure);
  }
};

export const erasureDecider: Decider<Erasure, ErasureCommand, ErasureEvent> = {
  initialState: { request: null, erased: null },
  decide,
  evolve: (erasure, event) => {
    switch (event.type) {
      case 'PersonErasureRequested':
        return { ...erasure, request: event.data };
      case 'PersonErased':
        return { ...erasure, erased: event.data };
      default:
        throw unreachable(event);
    }
  },
};

/** A person has one request: whoever asks for the same reason has asked already. */
const request = (
  { requestId, reasonCode, by, ...open }: RequestErasure['data'],
  { request: known, erased }: Erasure,
): readonly ErasureEvent[] => {
  if (known?.reasonCode === reasonCode) return [];
  if (erased) throw new Rejection('person-erased');
  if (known) throw new Rejection('erasure-requested', { requestId: known.requestId });
  mustBeSettled(open);
  return [{ type: 'PersonErasureRequested', data: { requestId, reasonCode, by } }];
};

/** What is forgotten cannot be brought back, so it takes a second person, and matters are looked at again. */
const approve = (
  { requestId, by, ...open }: ApproveErasure['data'],
  { request: known, erased }: Erasure,
): readonly ErasureEvent[] => {
  if (known?.requestId !== requestId) throw new Rejection('not-found');
  if (erased) return [];
  if (known.by === by) throw new Rejection('self-approval');
  mustBeSettled(open);
  return [{ type: 'PersonErased', data: { requestId, by } }];
};

/** Money on its way has a code of its own, as somebody else has to act first: finance, not the adjuster. */
const mustBeSettled = ({ matters, coveredUntil, deathUnclaimed }: StillOpen): void => {
  if (matters.length > 0) throw owed(matters);
  if (deathUnclaimed !== null) throw new Rejection('death-unclaimed', { diedOn: deathUnclaimed });
  if (coveredUntil !== null) throw new Rejection('cover-runs', { lastDay: coveredUntil });
};

const owed = (matters: readonly OpenMatter[]): Rejection => {
  const moving = matters.some(({ kind }) => kind === 'payout-moving');
  return new Rejection(moving ? 'money-moving' : 'person-owed', {
    cases: unique(matters.map(({ number }) => number)),
    matters: unique(matters.map(({ kind }) => kind)),
  });
};

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
