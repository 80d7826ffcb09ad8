import type { ClaimAnswer, Problem } from '../answers';
import type { Desk, Recorded } from '../desk';
import type { Scene } from '../scene';
import { beside, prose, warnings as showWarnings } from '../screen';
import type { Enrolled } from './enrolment';
import { described } from './people-of-the-stories';

type Claim = Recorded<ClaimAnswer>;

/** A report is always recorded. Having no right is an outcome, and the refusal is a fact with its ground. */
export const refuseBeforeCover = async (scene: Scene, rider: Enrolled): Promise<void> => {
  const { staff, checks } = scene;
  const desk = scene.desk.of('accident-before-cover');
  prose(
    desk.screen,
    `${described(rider)}, is hurt on 20 September, eleven days before his cover begins.`,
  );
  const reported = await report(scene, desk, rider);
  const path = `/v1/claims/${reported.body.claim.id}`;
  await tryToAccept(scene, desk, path);
  const refused = await desk.record<ClaimAnswer>(staff.supervisor, {
    key: 'refused',
    on: '2024-09-24',
    says: 'refuses the claim: not_covered_on_date, PP 44/2015 art. 11',
    post: `${path}/refusals`,
    seen: reported,
    body: {
      ground: 'not_covered_on_date',
      citation: 'PP 44/2015 art. 11',
      reasonCode: 'accident_before_cover',
    },
  });
  const { status, refusal } = refused.body.claim;
  checks.expect('the claim before cover', 'refused', status);
  checks.expect('its ground', 'not_covered_on_date', refusal?.ground ?? 'none');
};

const report = async ({ staff, checks }: Scene, desk: Desk, { id }: Enrolled): Promise<Claim> => {
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-09-21',
    says: ({ claim }) => `reports it; it is recorded all the same, claim ${claim.number}`,
    post: '/v1/accident-claims',
    body: {
      participantId: id,
      accidentKind: 'accident',
      occurredOn: '2024-09-20',
      reportedOn: '2024-09-21',
      reporterRelation: 'self',
      reporterName: 'Pelapor (contoh)',
      chronology: 'Terjatuh dari sepeda motor saat mengantar penumpang.',
    },
  });
  const { warnings } = reported.body;
  showWarnings(desk.screen, warnings);
  const codes = warnings.map(({ code }) => code).join();
  checks.expect('the warning of a report before cover', 'not-covered-on-date', codes);
  return reported;
};

/** Once the claim is refused, as in a second run, it is no longer open either. */
const tryToAccept = async ({ staff, checks }: Scene, desk: Desk, path: string): Promise<void> => {
  const seen = await desk.read<ClaimAnswer>(staff.adjuster, path);
  const isOpen = seen.body.claim.status === 'reported';
  const expected = isOpen ? 'not-covered-on-date' : 'claim-not-open';
  const attempt = { key: 'accepted', post: `${path}/acceptances`, seen, on: '2024-09-23' };
  const says = isOpen
    ? 'tries to accept the claim, and is refused'
    : 'tries to accept the claim that an earlier run has refused, and may not';
  const problem = await desk.refused(staff.adjuster, { ...attempt, says, language: 'id' });
  const inEnglish = await desk.refused(staff.adjuster, { ...attempt, language: 'en' });
  showProblem(desk, problem, inEnglish);
  const outcome = problem.code === expected ? 'refused' : problem.code;
  checks.expect('accepting a claim outside cover', 'refused', outcome);
};

const showProblem = (
  { screen }: Desk,
  { status, code, detail }: Problem,
  inEnglish: Problem,
): void => {
  beside(screen, `${status} ${code}`, 'yellow');
  beside(screen, `“${detail}”`);
  beside(screen, `“${inEnglish.detail}”`, 'dim');
};
