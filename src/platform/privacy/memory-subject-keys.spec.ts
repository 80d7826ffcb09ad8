import { MemorySubjectKeys } from './memory-subject-keys';
import { keepsTheContractOfSubjectKeys } from './subject-keys.contract';

describe('The subject keys in memory', () =>
  keepsTheContractOfSubjectKeys(() => new MemorySubjectKeys()));
