import { partsOf } from '../../benefit-schedule/domain/parts';
import { type CalendarDay, wholeYearsBetween } from '../../kernel/calendar-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';
import type { Member } from '../../participant/domain/participant';
import type { Relation } from '../../participant/domain/participant.events';
import { voidApproval } from '../../payout/domain/approve';
import { type Benefit, isLive } from '../../payout/domain/benefits';
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

/** Below this age a guardian receives for the child (Law 1/1974 as amended by Law 16/2019, art. 47). */
export const ADULT_FROM = 18;

/** Records who inherits, in which parts. A change takes back approvals whose money has not left. */
export const establishHeirs = (
  { participant, letterNumber, by, today, ...named }: EstablishHeirs['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.report?.kind !== 'death') throw new Rejection('wrong-claim-kind');
  const { heirClass, letterOn } = named;
  const heirs = named.heirs.map((heir) => heirFrom(heir, participant.family, letterOn));
  if (claim.heirs && sameFacts(claim.heirs, { heirClass, heirs, letterOn })) return [];

  const strangers = heirs.filter(({ relation }) => CLASS_OF[relation] !== heirClass);
  if (strangers.length > 0) throw new Rejection('heir-class', { heirClass });
  const ids = heirs.map(({ heirId }) => heirId);
  if (new Set(ids).size < ids.length) throw new Rejection('heir-twice');
  partsOf(
    rupiah(1),
    heirs.map(({ share }) => share),
  );
  notInTheFuture(letterOn, today);

  const { participantId } = claim.report;
  return [
    {
      type: 'HeirsEstablished',
      data: { heirClass, heirs, letterOn, by },
      personal: { [participantId]: { letterNumber } },
    },
    ...Object.values(claim.benefits.benefits)
      .filter(wasApproved)
      .flatMap(({ assessed: { benefitId } }) =>
        voidApproval({ benefitId, reasonCode: 'heirs_changed', by }, claim.benefits),
      ),
  ];
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

const isMinor = ({ details }: Member, on: CalendarDay): boolean =>
  details !== 'erased' &&
  details.birthDate !== null &&
  wholeYearsBetween(details.birthDate, on) < ADULT_FROM;
