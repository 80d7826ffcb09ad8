import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams, type KnownClaim } from '../claim.streams';
import { type DeathReport, withCause } from '../domain/claim';
import type { CorrectedFacts, RequestCauseCorrection } from '../domain/claim.commands';
import { reportOf } from '../domain/figures';
import type { ClaimEvent } from '../domain/claim.events';

export type CauseAsked = Pick<
  RequestCauseCorrection['data'],
  'to' | 'accidentClaimId' | 'reasonCode'
>;

/** Asks for another cause, or approves what was asked for. */
export class CorrectCauseCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly asked: CauseAsked | { readonly requestId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Both look at the facts as they are and as they were under the other cause: its accident, its scheme, its cover. */
@CommandHandler(CorrectCauseCommand)
export class CorrectCauseHandler implements ICommandHandler<CorrectCauseCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, asked, context }: CorrectCauseCommand) {
    const claim = await this.claims.known(claimId);
    const about = { claimId, by: context.actor, today: officeDayAt(this.clock.now()) };
    if ('requestId' in asked) {
      const { causeCorrection } = claim;
      if (causeCorrection?.requestId !== asked.requestId) throw new Rejection('not-found');
      const { to: cause, accidentClaimId } = causeCorrection;
      const facts = await this.factsFor(claim, { cause, accidentClaimId });
      const data = { ...about, ...asked, facts };
      return this.claims.handle(claimId, { type: 'ApproveCauseCorrection', data }, context);
    }
    const { to: cause, accidentClaimId } = asked;
    const facts = await this.factsFor(claim, { cause, accidentClaimId });
    const requestId = idFrom(context.commandId, 'cause-correction');
    const data = { ...about, ...asked, requestId, facts };
    return this.claims.handle(claimId, { type: 'RequestCauseCorrection', data }, context);
  }

  private async factsFor(
    claim: KnownClaim,
    cause: Pick<DeathReport, 'cause' | 'accidentClaimId'>,
  ): Promise<CorrectedFacts> {
    if (claim.report.kind !== 'death') throw new Rejection('wrong-claim-kind');
    const corrected = withCause(claim, cause);
    return {
      now: await this.claims.factsOf(claim),
      corrected: await this.claims.factsOf({ ...corrected, report: reportOf(corrected) }),
    };
  }
}
