import { Injectable } from '@nestjs/common';
import { ClaimStreams } from '../claim/claim.streams';
import { type CalendarDay, officeDayAt } from '../kernel/calendar-day';
import { Rejection } from '../kernel/rejection';
import type { Rupiah } from '../kernel/rupiah';
import { Clock } from '../platform/clock';
import type { CommandContext } from '../platform/command-context';
import type { Decided } from '../platform/event-store/decide-and-append';
import { KeyedHasher } from '../platform/privacy/keyed-hash';
import { ScholarshipStreams } from '../scholarship/scholarship.streams';
import { figuresOf } from './domain/assess';
import type {
  ApproveBenefit,
  Asked,
  BenefitCommand,
  SecondApproval,
} from './domain/benefit.commands';
import { accountKey, type Benefits, isLive, knownBenefit } from './domain/benefits';
import { inOrder } from './domain/in-order';
import { knownPayout } from './domain/payouts';

/** The right that a benefit belongs to: a payout lives in the stream of the right that it pays. */
export type Owner = { readonly kind: 'claim' | 'scholarship'; readonly id: string };

/** What one supervisor lets go by himself, null for any sum; or another one who goes beyond it. */
export type Approval =
  { readonly order: 'first'; readonly limit: Rupiah | null } | { readonly order: 'second' };

/** Takes a command about a benefit to its owner's stream, with the facts that the owner looks at again. */
@Injectable()
export class BenefitStreams {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly scholarships: ScholarshipStreams,
    private readonly hasher: KeyedHasher,
    private readonly clock: Clock,
  ) {}

  handle({ kind, id }: Owner, command: BenefitCommand, context: CommandContext): Promise<Decided> {
    return kind === 'claim'
      ? this.claims.handle(id, command, context)
      : this.scholarships.handle(id, command, context);
  }

  async approve(
    owner: Owner,
    benefitId: string,
    approval: Approval,
    context: CommandContext,
  ): Promise<Decided> {
    const benefits = await this.benefitsOf(owner);
    const shownRef = this.shownRef(benefits, benefitId);
    const data = { ...this.asked(context), benefitId, shownRef };
    if (owner.kind === 'claim') {
      const claim = await this.claims.known(owner.id);
      const { assessed } = knownBenefit(benefits, benefitId);
      const facts = await this.claims.factsFor(owner.id, claim, assessed);
      const command = approvalOf(approval, { ...data, facts });
      return this.claims.handle(owner.id, command, context);
    }
    const facts = await this.scholarshipFacts(owner.id);
    const command = approvalOf(approval, { ...data, facts });
    return this.scholarships.handle(owner.id, command, context);
  }

  async send(owner: Owner, payoutId: string, context: CommandContext): Promise<Decided> {
    const data = { ...this.asked(context), payoutId, batchId: null };
    if (owner.kind === 'claim') {
      const claim = await this.claims.known(owner.id);
      const { assessed } = knownBenefit(
        claim.benefits,
        knownPayout(claim.benefits, payoutId).benefitId,
      );
      const facts = await this.claims.factsFor(owner.id, claim, assessed);
      return this.claims.handle(
        owner.id,
        { type: 'SendPayout', data: { ...data, facts } },
        context,
      );
    }
    const facts = await this.scholarshipFacts(owner.id);
    return this.scholarships.handle(
      owner.id,
      { type: 'SendPayout', data: { ...data, facts } },
      context,
    );
  }

  /** Looks again at every approval of one owner. */
  async recheck(owner: Owner, context: CommandContext): Promise<void> {
    const by = context.actor;
    if (owner.kind === 'claim') {
      const claim = await this.claims.known(owner.id);
      const approved = inOrder(claim.benefits.benefits).filter(
        (benefit) => isLive(benefit) && benefit.approval,
      );
      const facts = await this.claims.factsFor(
        owner.id,
        claim,
        ...approved.map(({ assessed }) => assessed),
      );
      await this.claims.handle(
        owner.id,
        { type: 'RecheckApprovals', data: { facts, by } },
        context,
      );
      return;
    }
    const facts = await this.scholarshipFacts(owner.id);
    const command = { type: 'RecheckApprovals', data: { facts, by } } as const;
    await this.scholarships.handle(owner.id, command, context);
  }

  /** The scholarship that rests on a claim, if there is one: found by its name, in its own stream. */
  async scholarshipsOn(claimId: string): Promise<readonly Owner[]> {
    const { scholarshipId: id } = await this.scholarships.ofClaim(claimId);
    const request = await this.scholarships.requestOf(id);
    return request?.claimId === claimId ? [{ kind: 'scholarship', id }] : [];
  }

  async benefitsOf({ kind, id }: Owner): Promise<Benefits> {
    const owner =
      kind === 'claim' ? await this.claims.known(id) : await this.scholarships.known(id);
    return owner.benefits;
  }

  /** Whose key seals a paper that speaks of nobody else. */
  async participantOf({ kind, id }: Owner): Promise<string> {
    if (kind === 'claim') return (await this.claims.known(id)).report.participantId;
    return (await this.scholarships.known(id)).request.participantId;
  }

  /** A keyed hash of what an approver is shown: the figures, and the account that each payee's money goes to. */
  shownRef(benefits: Benefits, benefitId: string): string {
    const { assessed } = knownBenefit(benefits, benefitId);
    const accounts = assessed.payees.map(
      ({ kind, id }) => benefits.accounts[accountKey(kind, id)] ?? null,
    );
    return this.hasher.shownRef({ ...figuresOf(assessed), accounts });
  }

  /** A keyed hash of a payout as it is shown: to whom, how much, to which account now. */
  async shownPayoutRef(owner: Owner, payoutId: string): Promise<string> {
    const { payouts, replacements, accounts } = await this.benefitsOf(owner);
    const shown = payouts[payoutId] ?? replacements[payoutId];
    if (!shown) throw new Rejection('payout-not-scheduled');
    const { payeeKind, payeeId, amount } = shown;
    const account = accounts[accountKey(payeeKind, payeeId)] ?? null;
    return this.hasher.shownRef({ payeeKind, payeeId, amount, account });
  }

  asked({ actor }: CommandContext): Asked & { readonly today: CalendarDay } {
    return { by: actor, today: officeDayAt(this.clock.now()) };
  }

  private async scholarshipFacts(scholarshipId: string) {
    const { request } = await this.scholarships.known(scholarshipId);
    return this.scholarships.factsOf(request.claimId);
  }
}

const approvalOf = <Facts>(
  approval: Approval,
  data: SecondApproval<Facts>['data'],
): ApproveBenefit<Facts> | SecondApproval<Facts> =>
  approval.order === 'first'
    ? { type: 'ApproveBenefit', data: { ...data, limit: approval.limit } }
    : { type: 'SecondApproval', data };
