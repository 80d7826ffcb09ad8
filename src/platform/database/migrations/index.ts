import type { Migration } from '../database';
import { ApplicationRole1764000000000 } from './1764000000000-application-role';
import { EventLog1764000000100 } from './1764000000100-event-log';
import { SubjectKeys1764000000200 } from './1764000000200-subject-keys';
import { ReadModels1764000000300 } from './1764000000300-read-models';
import { RegisterKey1764000000400 } from './1764000000400-register-key';
import { CommandClaims1764000000500 } from './1764000000500-command-claims';
import { Erasures1764000000600 } from './1764000000600-erasures';
import { ClaimsTogether1764000000700 } from './1764000000700-claims-together';
import { Reconciliations1764000000720 } from './1764000000720-reconciliations';
import { NameSearch1764000000800 } from './1764000000800-name-search';
import { Reports1764000000810 } from './1764000000810-reports';
import { WaitingRows1764000000900 } from './1764000000900-waiting-rows';
import { AccessLog1764000001000 } from './1764000001000-access-log';
import { DisabledUsers1764000001010 } from './1764000001010-disabled-users';
import { MigrationsReadable1764000001020 } from './1764000001020-migrations-readable';
import { UnchangedCommands1764000001030 } from './1764000001030-unchanged-commands';
import { Reactions1764000001100 } from './1764000001100-reactions';
import { RefusalsSettled1764000001120 } from './1764000001120-refusals-settled';
import { AppendInOneStatement1764000001130 } from './1764000001130-append-in-one-statement';
import { WaitingPages1764000001140 } from './1764000001140-waiting-pages';

/** Every migration there is, in order of its time. A line never disappears. */
export const MIGRATIONS: readonly Migration[] = [
  ApplicationRole1764000000000,
  EventLog1764000000100,
  SubjectKeys1764000000200,
  ReadModels1764000000300,
  RegisterKey1764000000400,
  CommandClaims1764000000500,
  Erasures1764000000600,
  ClaimsTogether1764000000700,
  Reconciliations1764000000720,
  NameSearch1764000000800,
  Reports1764000000810,
  WaitingRows1764000000900,
  AccessLog1764000001000,
  DisabledUsers1764000001010,
  MigrationsReadable1764000001020,
  UnchangedCommands1764000001030,
  Reactions1764000001100,
  RefusalsSettled1764000001120,
  AppendInOneStatement1764000001130,
  WaitingPages1764000001140,
];
