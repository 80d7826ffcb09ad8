import type { Event } from '../../kernel/event';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Rupiah } from '../../kernel/rupiah';
import type { CauseOfDeath } from '../../claim/domain/claim.events';
import type { BenefitEvent } from '../../payout/domain/benefit.events';
import type { Place } from '../../programme/domain/programme.events';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

/** Always first: the right of a participant's children, asked for because of one claim. */
export type ScholarshipRequested = Event<
  'ScholarshipRequested',
  {
    readonly number: string;
    readonly participantId: string;
    readonly programme: string;
    readonly place: Place;
    readonly claimId: string;
    readonly cause: CauseOfDeath;
    readonly childIds: readonly string[];
    readonly by: string;
  }
>;

/** With the approval of the grant. It schedules nothing: each year is assessed, approved and paid. */
export type ScholarshipGranted = Event<
  'ScholarshipGranted',
  {
    readonly claimId: string;
    readonly cause: CauseOfDeath;
    readonly childIds: readonly string[];
    readonly ceiling: Rupiah;
  }
>;

export const END_REASONS = [
  'age',
  'married',
  'working',
  'left_school',
  'finished',
  'died',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** One child's place; the other's goes on. From that day on no school year is assessed. */
export type ScholarshipEnded = Event<
  'ScholarshipEnded',
  {
    readonly childId: string;
    readonly reasonCode: EndReason;
    readonly endedOn: CalendarDay;
    readonly by: string;
  }
>;

export type ScholarshipEvent =
  ScholarshipRequested | ScholarshipGranted | ScholarshipEnded | BenefitEvent;
