import type { CalendarDay } from '../../kernel/calendar-day';
import type { JsonObject, Personal } from '../../kernel/event';
import {
  type Benefits,
  calledForBy,
  type Correction,
  evolveBenefits,
  noBenefits,
} from '../../payout/domain/benefits';
import type { BenefitEvent } from '../../payout/domain/benefit.events';
import type {
  AccidentConcluded,
  AccidentReported,
  CauseCorrectionRequested,
  CauseOfDeathCorrected,
  ClaimAccepted,
  ClaimCorrected,
  ClaimEvent,
  ClaimVoided,
  DeathReported,
  DisputeDecided,
  DoctorStatementRecorded,
  HeirsEstablished,
} from './claim.events';

type Told = { readonly personal: Personal<JsonObject> };

export type AccidentReport = { readonly kind: 'accident' } & Omit<AccidentReported['data'], 'by'> &
  Told;
export type DeathReport = { readonly kind: 'death' } & Omit<DeathReported['data'], 'by'> & Told;

export type ClaimStatus = 'reported' | 'accepted' | 'refused' | 'withdrawn' | 'closed' | 'voided';

/** A voiding that waits for a second person, or the one that was approved. */
export type Voiding = ClaimVoided['data'] & { readonly approvedBy: string | null };

export type Dispute = Omit<DisputeDecided['data'], 'by'>;

/** A doctor's word, with what was told of the person. */
export type DoctorStatement = Omit<DoctorStatementRecorded['data'], 'by'> & {
  readonly told: JsonObject | 'erased';
};

/** Only what a later decision needs. Everything else belongs to a read model. */
export type Claim = {
  readonly report: AccidentReport | DeathReport | null;
  readonly status: ClaimStatus;
  readonly acceptance: ClaimAccepted['data'] | null;
  readonly conclusion: Omit<AccidentConcluded['data'], 'by'> | null;
  readonly statements: readonly DoctorStatement[];
  readonly recoveredOn: CalendarDay | null;
  readonly heirs: Omit<HeirsEstablished['data'], 'by'> | null;
  readonly disputes: readonly Dispute[];
  readonly voiding: Voiding | null;
  /** The last correction of the cause of death that somebody asked for. */
  readonly causeCorrection:
    (CauseCorrectionRequested['data'] & { readonly approvedBy: string | null }) | null;
  /** The last one that was approved: by whom, and on which day where that was written. */
  readonly causeCorrected: Correction | null;
  /** What the report itself said of the cause, where it was corrected since. */
  readonly causeReported: Pick<DeathReport, 'cause' | 'accidentClaimId'> | null;
  readonly benefits: Benefits;
};

export const initialState: Claim = {
  report: null,
  status: 'reported',
  acceptance: null,
  conclusion: null,
  statements: [],
  recoveredOn: null,
  heirs: null,
  disputes: [],
  voiding: null,
  causeCorrection: null,
  causeCorrected: null,
  causeReported: null,
  benefits: noBenefits,
};

/** Whether the participant has died, as the participant's own stream or a doctor in this claim says. */
export const hasDied = (
  { statements }: Pick<Claim, 'statements'>,
  { death }: { readonly death: object | null },
): boolean => death !== null || statements.some(({ outcome }) => outcome === 'died');

/** The day that the law looks at: of the accident or its diagnosis, or of the death. */
export const eventDayOf = (report: AccidentReport | DeathReport): CalendarDay =>
  report.kind === 'death'
    ? report.diedOn
    : ((report.occurredOn ?? report.diagnosedOn) as CalendarDay);

/** The same claim of a death under another cause; of an accident as it is. */
export const withCause = (
  claim: Claim,
  { cause, accidentClaimId }: Pick<DeathReport, 'cause' | 'accidentClaimId'>,
): Claim =>
  claim.report?.kind === 'death'
    ? { ...claim, report: { ...claim.report, cause, accidentClaimId } }
    : claim;

/** Never refuses: what is in the stream has happened. */
export const evolve = (claim: Claim, event: ClaimEvent): Claim => {
  switch (event.type) {
    case 'AccidentReported': {
      const { by: _by, ...data } = event.data;
      return { ...claim, report: { kind: 'accident', ...data, personal: event.personal ?? {} } };
    }
    case 'DeathReported': {
      const { by: _by, ...data } = event.data;
      return { ...claim, report: { kind: 'death', ...data, personal: event.personal ?? {} } };
    }
    case 'AccidentConcluded': {
      const { by: _by, ...conclusion } = event.data;
      return { ...claim, conclusion };
    }
    case 'DoctorStatementRecorded': {
      const { by: _by, ...data } = event.data;
      return { ...claim, statements: [...claim.statements, { ...data, told: toldIn(event) }] };
    }
    case 'ParticipantRecovered':
      return { ...claim, recoveredOn: event.data.recoveredOn };
    case 'HeirsEstablished': {
      const { by: _by, ...heirs } = event.data;
      return { ...claim, heirs };
    }
    case 'CauseCorrectionRequested':
      return { ...claim, causeCorrection: { ...event.data, approvedBy: null } };
    case 'CauseOfDeathCorrected':
      return causeCorrected(claim, event.data);
    default:
      return evolveStatus(claim, event);
  }
};

const causeCorrected = (claim: Claim, data: CauseOfDeathCorrected['data']): Claim => {
  const { to: cause, accidentClaimId, by, correctedOn: on = null } = data;
  const { report, causeCorrection: asked, causeReported } = claim;
  const reported =
    report?.kind === 'death'
      ? { cause: report.cause, accidentClaimId: report.accidentClaimId }
      : null;
  return {
    ...withCause(claim, { cause, accidentClaimId }),
    causeCorrection: asked && { ...asked, approvedBy: by },
    causeCorrected: { by, on },
    causeReported: causeReported ?? reported,
  };
};

/** What was said of the person, whoever that is. */
const toldIn = ({
  personal,
}: {
  readonly personal?: Personal<JsonObject>;
}): JsonObject | 'erased' => Object.values(personal ?? {})[0] ?? 'erased';

type Other = Exclude<
  ClaimEvent,
  {
    readonly type:
      | 'AccidentReported'
      | 'DeathReported'
      | 'AccidentConcluded'
      | 'DoctorStatementRecorded'
      | 'ParticipantRecovered'
      | 'HeirsEstablished'
      | 'CauseCorrectionRequested'
      | 'CauseOfDeathCorrected';
  }
>;

const evolveStatus = (claim: Claim, event: Other): Claim => {
  switch (event.type) {
    case 'ClaimAccepted':
      return { ...claim, status: 'accepted', acceptance: event.data };
    case 'ClaimRefused':
      return { ...claim, status: 'refused' };
    case 'ClaimWithdrawn':
      return { ...claim, status: 'withdrawn' };
    case 'ClaimReopened':
      return { ...claim, status: claim.acceptance ? 'accepted' : 'reported' };
    case 'ClaimClosed':
      return { ...claim, status: 'closed' };
    default:
      return evolveWhatWasWrong(claim, event);
  }
};

type Later = Exclude<
  Other,
  {
    readonly type:
      'ClaimAccepted' | 'ClaimRefused' | 'ClaimWithdrawn' | 'ClaimReopened' | 'ClaimClosed';
  }
>;

const evolveWhatWasWrong = (claim: Claim, event: Later): Claim => {
  switch (event.type) {
    case 'ClaimVoidingRequested':
      return { ...claim, voiding: { ...event.data, approvedBy: null } };
    case 'ClaimVoided': {
      const { by: approvedBy, ...voiding } = event.data;
      const by = claim.voiding?.by ?? approvedBy;
      return { ...claim, status: 'voided', voiding: { ...voiding, by, approvedBy } };
    }
    case 'DisputeDecided': {
      const { by: _by, ...dispute } = event.data;
      return { ...claim, disputes: [...claim.disputes, dispute] };
    }
    case 'ClaimCorrected':
      return { ...claim, report: claim.report && corrected(claim.report, event) };
    default:
      return withBenefits(claim, event);
  }
};

const corrected = <Report extends AccidentReport | DeathReport>(
  report: Report,
  { data, personal = {} }: ClaimCorrected,
): Report => ({
  ...report,
  ...data.new,
  personal: {
    ...report.personal,
    ...Object.fromEntries(
      Object.entries(personal).map(([subject, part]) => {
        const before = report.personal[subject];
        const known = typeof before === 'object' ? before : {};
        return [subject, part === 'erased' ? 'erased' : { ...known, ...part.new }];
      }),
    ),
  },
});

const withBenefits = (claim: Claim, event: BenefitEvent): Claim => {
  const benefits = evolveBenefits(claim.benefits, event);
  const correction = claim.causeCorrected;
  const calledFor = event.type === 'BenefitAssessed' && event.data.supersedes !== null;
  return {
    ...claim,
    benefits:
      calledFor && correction ? calledForBy(correction, event.data.benefitId, benefits) : benefits,
  };
};
