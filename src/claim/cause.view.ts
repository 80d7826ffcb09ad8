import { money } from '../platform/http/money';
import { publicId, publicIdOrNull } from '../platform/http/public-ids';
import type { Claim } from './domain/claim';
import type { CauseEffect } from './domain/claim.events';

/** A correction of the cause of death that was asked for: what it changes, and how far it has come. */
export const causeCorrectionView = ({ causeCorrection }: Claim) => {
  if (!causeCorrection) return null;
  const { requestId, from, to, accidentClaimId, reasonCode, effect, by, approvedBy } =
    causeCorrection;
  return {
    id: publicId('req', requestId),
    status: approvedBy === null ? ('requested' as const) : ('approved' as const),
    ...{ from, to, reasonCode },
    accidentClaimId: publicIdOrNull('clm', accidentClaimId),
    effect: effectView(effect),
    requestedBy: by,
    approvedBy,
  };
};

const effectView = ({ before, after, lines, heirs, ...effect }: CauseEffect) => ({
  before: causeRightView(before),
  after: causeRightView(after),
  difference: money(effect.difference),
  lines: lines.map((line) => ({
    code: line.code,
    before: money(line.before),
    after: money(line.after),
    difference: money(line.difference),
    reasons: (line.reasons ?? []).map((reason) => ({
      ...reason,
      code: reason.code.replaceAll('_', '-'),
    })),
  })),
  paid: money(effect.paid),
  toPay: money(effect.toPay),
  toCollect: money(effect.toCollect),
  heirs: heirs.map(({ heirId, right, paid, toPay, toCollect }) => ({
    id: publicId('mem', heirId),
    right: money(right),
    paid: money(paid),
    toPay: money(toPay),
    toCollect: money(toCollect),
  })),
});

const causeRightView = ({ scheme, scheduleId, decidingDay, total }: CauseEffect['before']) => ({
  ...{ scheme, schedule: scheduleId, decidingDay },
  total: money(total),
});
