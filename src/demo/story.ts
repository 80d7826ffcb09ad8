import type { Scene, Timetable } from './scene';
import { refuseBeforeCover } from './stories/accident-before-cover';
import { agree } from './stories/agreements';
import { tryWhatIsForbidden } from './stories/attempted-wrongs';
import { payContributions } from './stories/contributions';
import { payWidowOfFisher } from './stories/death-by-accident';
import { payThreeHeirs } from './stories/death-by-illness';
import { enrolEverybody } from './stories/enrolment';
import { enrolVillageFamilies } from './stories/families';
import { castFrom } from './stories/people-of-the-stories';
import { sendTwoChildrenToSchool } from './stories/scholarship';
import { treatUntilRecovered } from './stories/work-accident';

/** From the agreement to the last payout; gives the number of a claim that is worth a look. */
export const tellStory = async (scene: Scene, { part }: Timetable): Promise<string> => {
  await part('Two agreements', () => agree(scene));
  const people = await part('13,190 people', () => enrolEverybody(scene));
  const { tapper, fisher, rider } = castFrom(people);
  const families = await part('Three more, one by one', () => enrolVillageFamilies(scene));
  await part('The contributions', () => payContributions(scene));
  const claim = await part('A work accident, treated until recovery', () =>
    treatUntilRecovered(scene, tapper),
  );
  await part('A death by illness: three heirs, one transfer comes back', () =>
    payThreeHeirs(scene, families.carpenter),
  );
  await part('A death by a work accident', () => payWidowOfFisher(scene, fisher));
  await part('A death after three years of cover, and school for two children', () =>
    sendTwoChildrenToSchool(scene, families.threeYears),
  );
  await part('An accident before cover', () => refuseBeforeCover(scene, rider));
  await part('What is tried, and refused', () => tryWhatIsForbidden(scene, families.boatman));
  return claim;
};
