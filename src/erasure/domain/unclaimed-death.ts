import type { Claim } from '../../claim/domain/claim';
import type { CalendarDay } from '../../kernel/calendar-day';
import { coverAt } from '../../participant/domain/cover-at';
import { isLive, type Participant } from '../../participant/domain/participant';

/**
 * The day on which somebody died who was covered, as long as no claim of it stands: whoever is left has a right that no
 * time ends (PP 44/2015 knows no expiry of death benefits), and after an erasure no report could be taken.
 * @param claims of the participant
 */
export const unclaimedDeath = (
  participant: Participant,
  claims: readonly Claim[],
): CalendarDay | null => {
  const { death, merge, periods } = participant;
  if (death === null || merge?.approved === true) return null;
  const { diedOn } = death;
  if (!periods.some((period) => isLive(period) && period.from <= diedOn)) return null;
  const isClaimed = claims.some(
    ({ report, status }) => report?.kind === 'death' && status !== 'voided',
  );
  const covers = SCHEMES.map((scheme) => coverAt(participant, scheme, diedOn).inputs.cover);
  return !isClaimed && covers.some((cover) => cover !== 'not_covered') ? diedOn : null;
};

const SCHEMES = ['jkk', 'jkm'] as const;
