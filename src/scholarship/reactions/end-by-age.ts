import type { DailyReaction } from '../../platform/reactions/reaction';
import { EndPlaceByAgeCommand } from '../commands/end-place-by-age';
import { PlacesOverAgeQuery, type ScholarshipPlace } from '../queries/places-over-age';

/** A place ends on the child's 23rd birthday (PP 82/2019): found on that day, or on the first one when somebody looks. */
export const endByAge: DailyReaction<ScholarshipPlace> = {
  name: 'end-by-age',
  dueOn: (today) => new PlacesOverAgeQuery(today),
  idOf: ({ scholarshipId, childId }) => [scholarshipId, childId, 'age'],
  react:
    ({ scholarshipId, childId }) =>
    (context) =>
      new EndPlaceByAgeCommand(scholarshipId, childId, context),
};
