import { recordDeath } from './claim/reactions/record-death';
import { endByAge } from './scholarship/reactions/end-by-age';
import { recheckApprovals } from './payout/reactions/recheck-approvals';
import type { AnyDailyReaction, AnyReaction } from './platform/reactions/reaction';

/** Every reaction there is: this happened, so ask for that. */
export const REACTIONS: readonly AnyReaction[] = [recordDeath, recheckApprovals];

/** What no event causes, but the calendar. */
export const DAILY_REACTIONS: readonly AnyDailyReaction[] = [endByAge];
