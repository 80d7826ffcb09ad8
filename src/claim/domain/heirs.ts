import { partsOf } from '../../benefit-schedule/domain/parts';
import { type CalendarDay, wholeYearsBetween } from '../../kernel/calendar-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';
import type { Member } from '../../participant/domain/participant';
import type { Relation } from '../../participant/domain/participant.events';
import { voidApproval } from '../../payout/domain/approve';
import { type Benefit, type Benefits, isLive, payoutsOf } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { isMoving } from '../../payout/domain/payouts';
import type { Claim } from './claim';
import type { EstablishHeirs, NamedHeir } from './claim.commands';
import type { ClaimEvent, Heir, HeirClass } from './claim.events';

/** Which class of heirs a relation belongs to (PP 44/2015): a nearer class excludes the later ones. */
const CLASS_OF: Readonly<Partial<Record<Relation, HeirClass>>> = {
  spouse: 1,
  child: 1,
  parent: 2,
  grandparent: 2,
  grandchild: 2,
  sibling: 3,
  parent_in_law: 4,
  named_in_will: 5,
};

/** Below this age, on the day of establishing, a guardian receives for the child (Law 1/1974 as amended by Law 16/2019, art. 47). */
export const ADULT_FROM = 18;

/** Nobody is left of the classes that inherit: the funeral goes to whoever arranged it, the rest stays in the fund. */
export const NO_HEIRS: HeirClass = 6;

/**
 * Records who inherits, in which parts, or who arranged the funeral where nobody does (PP 44/2015 art. 37(5)). A change
 * takes back approvals whose money has not left.
 */
export const establishHeirs = (
  { participant, letterNumber, by, today, ...named }: EstablishHeirs['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.report?.kind !== 'death') throw new Rejection('wrong-claim-kind');
  const { heirClass, letterOn } = named;
  const { family } = participant;
  const each = named.heirs.map((heir) => heirFrom(heir, family, today));
  const heirs = withPower(each, named.representativeId);
  const arranger = arrangerFrom(named, family, today);
  const established = { heirClass, heirs, letterOn, ...arranger };
  if (claim.heirs && sameFacts(claim.heirs, established)) return [];

  const strangers = heirs.filter(({ relation }) => CLASS_OF[relation] !== heirClass);
  if (strangers.length > 0) throw new Rejection('heir-class', { heirClass });
  mustBeNearest(heirClass, family);
  const ids = heirs.map(({ heirId }) => heirId);
  if (new Set(ids).size < ids.length) throw new Rejection('heir-twice');
  if (heirClass !== NO_HEIRS)
    partsOf(
      rupiah(1),
      heirs.map(({ share }) => share),
    );
  notInTheFuture(letterOn, today);

  mustNotHaveBeenPaid(claim.benefits);
  const { participantId } = claim.report;
  return [
    {
      type: 'HeirsEstablished',
      data: { ...established, by },
      personal: { [participantId]: { letterNumber } },
    },
    ...inOrder(claim.benefits.benefits)
      .filter(wasApproved)
      .flatMap(({ assessed: { benefitId } }) =>
        voidApproval({ benefitId, reasonCode: 'heirs_changed', by }, claim.benefits),
      ),
  ];
};

/**
 * A nearer class excludes the later ones (PP 44/2015 art. 37(5)): whoever of it is registered as family would inherit.
 * @throws Rejection `heir-class-excluded`, until that person is named, or removed as one who has died.
 */
export const mustBeNearest = (heirClass: HeirClass, family: readonly Member[]): void => {
  const nearest = family
    .flatMap(({ relation }) => CLASS_OF[relation] ?? [])
    .reduce<HeirClass>((least, one) => (one < least ? one : least), NO_HEIRS);
  if (nearest < heirClass) throw new Rejection('heir-class-excluded', { heirClass, nearest });
};

/** One account with a power of attorney of all heirs: theirs is one of them, of age, and nobody else. */
const withPower = (heirs: readonly Heir[], representativeId: string | null): readonly Heir[] => {
  if (representativeId === null) return heirs;
  const representative = heirs.find(({ heirId }) => heirId === representativeId);
  if (!representative || representative.minor) throw new Rejection('representative-not-heir');
  return heirs.map((heir) =>
    heir === representative ? heir : { ...heir, representedBy: representativeId },
  );
};

const arrangerFrom = (
  { heirClass, funeralArrangerId }: Pick<EstablishHeirs['data'], 'heirClass' | 'funeralArrangerId'>,
  family: readonly Member[],
  on: CalendarDay,
): { readonly funeralArrangerId?: string } => {
  if (heirClass !== NO_HEIRS) {
    if (funeralArrangerId !== null) throw new Rejection('heir-class', { heirClass });
    return {};
  }
  const arranger = family.find(({ memberId }) => memberId === funeralArrangerId);
  if (funeralArrangerId === null || !arranger || isMinor(arranger, on))
    throw new Rejection('funeral-arranger-missing');
  return { funeralArrangerId };
};

/** What heirs were paid under an earlier cause is set off against their own parts: they stay who they are. */
const mustNotHaveBeenPaid = (benefits: Benefits): void => {
  const paid = inOrder(benefits.benefits)
    .filter(({ supersededBy }) => supersededBy !== null)
    .flatMap(({ assessed: { benefitId } }) => payoutsOf(benefits, benefitId));
  if (paid.some((payout) => isMoving(payout) || payout.sentBy !== null))
    throw new Rejection('heirs-paid');
};

const wasApproved = (benefit: Benefit): boolean => isLive(benefit) && benefit.approval !== null;

const heirFrom = (
  { heirId, share, guardianId }: NamedHeir,
  family: readonly Member[],
  on: CalendarDay,
): Heir => {
  const member = family.find(({ memberId }) => memberId === heirId);
  if (!member) throw new Rejection('heir-unknown');
  const minor = isMinor(member, on);
  if (minor && guardianId === null) throw new Rejection('guardian-missing');
  const guardian = family.find(({ memberId }) => memberId === guardianId);
  if (guardianId !== null && !guardian) throw new Rejection('heir-unknown');
  if (minor && guardian && isMinor(guardian, on)) throw new Rejection('guardian-missing');
  return { heirId, relation: member.relation, share, minor, guardianId: minor ? guardianId : null };
};

export const isMinor = ({ details }: Member, on: CalendarDay): boolean =>
  details !== 'erased' &&
  details.birthDate !== null &&
  wholeYearsBetween(details.birthDate, on) < ADULT_FROM;
