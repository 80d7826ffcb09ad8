import { partsOf } from '../../benefit-schedule/domain/parts';
import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { Share } from '../../payout/domain/benefit-inputs';
import type { Participant } from '../../participant/domain/participant';
import type { Payee } from '../../payout/domain/benefit.events';
import type { Payout } from '../../payout/domain/payouts';
import type { Claim } from './claim';
import type { Heir } from './claim.events';

export const WHOLE: Share = { numerator: 1, denominator: 1 };

/** Each heir's part; a guardian receives a minor's, and one heir with a power of attorney those of all. */
export const payeesOf = (heirs: readonly Heir[], total: Rupiah): readonly Payee[] => {
  const parts = partsOf(
    total,
    heirs.map(({ share }) => share),
  );
  return heirs.map(({ heirId, guardianId, representedBy, share }, index) => {
    const amount = parts[index] ?? rupiah(0);
    if (representedBy !== undefined)
      return { kind: 'heir', id: representedBy, onBehalfOf: heirId, share, amount };
    return guardianId === null
      ? { kind: 'heir', id: heirId, onBehalfOf: null, share, amount }
      : { kind: 'guardian', id: guardianId, onBehalfOf: heirId, share, amount };
  });
};

/** Where nobody inherits, whoever arranged the funeral is paid for it, and nobody else. */
export const arrangerPayee = (id: string, amount: Rupiah): Payee => ({
  kind: 'funeral_arranger',
  id,
  onBehalfOf: null,
  share: WHOLE,
  amount,
});

/** Whoever a death pays: the heirs in their parts, or whoever arranged the funeral. */
export const partsAmong = (
  { heirs, funeralArrangerId }: NonNullable<Claim['heirs']>,
  total: Rupiah,
): readonly Payee[] =>
  funeralArrangerId === undefined
    ? payeesOf(heirs, total)
    : [arrangerPayee(funeralArrangerId, total)];

export const facilityPayee = (id: string, amount: Rupiah): Payee => ({
  kind: 'facility',
  id,
  onBehalfOf: null,
  share: WHOLE,
  amount,
});

/**
 * The participant; once he has died, his heirs, also for what was owed before.
 * @throws Rejection `payee-deceased` where the heirs of a participant who has died are not established yet, and
 * `no-heirs` where there are none: what was owed stays in the fund.
 */
export const participantOrHeirs = (
  { participantId, died }: { readonly participantId: string; readonly died: boolean },
  amount: Rupiah,
  heirs: readonly Heir[] | null,
): readonly Payee[] => {
  if (!died)
    return [{ kind: 'participant', id: participantId, onBehalfOf: null, share: WHOLE, amount }];
  if (!heirs) throw new Rejection('payee-deceased');
  if (heirs.length === 0) throw new Rejection('no-heirs');
  return payeesOf(heirs, amount);
};

type Recipient = Pick<Payee, 'kind' | 'id' | 'onBehalfOf'>;

/** Whom a payout goes to, as its decision had named him. */
export const payeeOf = ({
  payeeKind: kind,
  payeeId: id,
  onBehalfOf,
}: Pick<Payout, 'payeeKind' | 'payeeId' | 'onBehalfOf'>): Recipient => ({ kind, id, onBehalfOf });

/**
 * Who was named as an heir, a guardian or the arranger of a funeral, and removed from the family since, as one who was
 * registered by mistake or has died, is paid nothing: the heirs are established anew.
 * @throws Rejection `heir-unknown`
 */
export const mustBeFamily = (
  payees: readonly Recipient[],
  { family }: Pick<Participant, 'family'>,
): void => {
  const known = new Set(family.map(({ memberId }) => memberId));
  const isStranger = ({ kind, id, onBehalfOf }: Recipient): boolean =>
    kind !== 'participant' &&
    kind !== 'facility' &&
    (!known.has(id) || (onBehalfOf !== null && !known.has(onBehalfOf)));
  if (payees.some(isStranger)) throw new Rejection('heir-unknown');
};
