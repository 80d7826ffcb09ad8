import { claimFile } from './claim/queries/claim-file';
import { contributionRegister } from './contribution/queries/contribution-register';
import { claimRegister } from './claim/queries/claim-register';
import { listRegister } from './enrolment/queries/list-register';
import { subjectStreams } from './erasure/queries/subject-streams';
import { participantCard } from './participant/queries/participant-card';
import { person } from './participant/queries/person';
import { payoutRegister } from './payout/queries/payout-register';
import type { AnyProjection } from './platform/read-models/projection';
import { scholarshipFile } from './scholarship/queries/scholarship-file';
import { worklist } from './worklist/queries/worklist';

/** Every read model there is. Each can be thrown away and computed again from the log. */
export const PROJECTIONS: readonly AnyProjection[] = [
  person,
  participantCard,
  claimFile,
  claimRegister,
  scholarshipFile,
  worklist,
  payoutRegister,
  contributionRegister,
  subjectStreams,
  listRegister,
];
