import type { CalendarDay } from '../../kernel/calendar-day';
import { ClearText, Day, Id, OneOf, Phone, Text } from '../../platform/http/fields';
import { ReasonBody } from '../../platform/http/reason.body';
import {
  type AccidentKind,
  DISPUTE_INSTANCES,
  DISPUTE_OUTCOMES,
  type DisputeDecided,
  type ReporterRelation,
  VOIDING_REASONS,
  type VoidingReason,
} from '../domain/claim.events';
import { ACCIDENT_KINDS, REPORTERS } from './claim.requests';

const optional = { optional: true } as const;

export class VoidingRequest {
  @OneOf(VOIDING_REASONS)
  reasonCode: VoidingReason;

  @Id('clm', {
    optional: true,
    description: 'The claim that takes its place, if it exists by now.',
  })
  refiledAs: string | null;
}

export class DisputeRequest {
  @OneOf(DISPUTE_INSTANCES)
  instance: DisputeDecided['data']['instance'];

  @OneOf(DISPUTE_OUTCOMES)
  outcome: DisputeDecided['data']['outcome'];

  @Day()
  decidedOn: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class ReopeningRequest extends ReasonBody {
  @Id('dsp', { optional: true, description: 'The dispute that overturned what was decided.' })
  disputeId: string | null;
}

const NAMES_THE_CLAIM = {
  optional: true,
  description: 'Not corrected: it names the claim. Void the claim and report the right one.',
} as const;

export class ClaimCorrectionRequest extends ReasonBody {
  @OneOf(REPORTERS, optional)
  reporterRelation: ReporterRelation | null;

  @Text({ max: 120, optional: true })
  reporterName: string | null;

  @Phone(optional)
  reporterPhone: string | null;

  @Text({ max: 4000, lines: true, optional: true })
  chronology: string | null;

  @OneOf(ACCIDENT_KINDS, { optional: true, description: 'Until a benefit is approved.' })
  accidentKind: AccidentKind | null;

  @Day({ optional: true, description: 'Of a death; until the claim is accepted.' })
  knownOn: CalendarDay | null;

  @Day(NAMES_THE_CLAIM)
  occurredOn: CalendarDay | null;

  @Day(NAMES_THE_CLAIM)
  diagnosedOn: CalendarDay | null;

  @Day(NAMES_THE_CLAIM)
  diedOn: CalendarDay | null;
}
