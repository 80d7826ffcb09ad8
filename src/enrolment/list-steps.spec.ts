import type { ListApplication } from './apply-list';
import type { ListCheck } from './check-list';
import type { EnrolmentList, PayersAnswerFile } from './domain/enrolment-list';
import { enrolmentListDecider } from './domain/enrolment-list.decider';
import type { EnrolmentListStreams } from './enrolment-list.streams';
import { ListSteps, type StepsAfterApplying } from './list-steps';

const NOT_ABORTED = new AbortController().signal;
const received = { uploadId: 'upload' } as EnrolmentList['received'];
const checked = {} as EnrolmentList['checked'];
const approved = { by: 'budi' } as EnrolmentList['approved'];
const applied = {} as EnrolmentList['applied'];
const undoing = { approvedBy: 'budi' } as EnrolmentList['undoing'];
const undone = {} as EnrolmentList['undone'];
const answered = (confirmed: PayersAnswerFile['confirmed']) => [{ confirmed } as PayersAnswerFile];

/** What is done for a list as it stands, and how often its lock was asked for. */
const stepsOf = async (stands: Partial<EnrolmentList>, isFree = true) => {
  const done: string[] = [];
  const step = (name: string) => ({ run: () => Promise.resolve(void done.push(name)) });
  let asked = 0;
  const alone = async (_: string, work: () => Promise<void>) => {
    asked++;
    if (isFree) await work();
  };
  const lists = {
    stateOf: () => Promise.resolve({ ...enrolmentListDecider.initialState, ...stands }),
    stillWaits: () => Promise.resolve(true),
    waiting: { alone },
  } as unknown as EnrolmentListStreams;
  const steps = new ListSteps(
    lists,
    step('check') as unknown as ListCheck,
    step('application') as unknown as ListApplication,
    step('afterwards') as unknown as StepsAfterApplying,
  );
  await steps.run('list', NOT_ABORTED);
  return { done, asked };
};

const toItsEnd = { received, checked, approved, applied };

describe('A list that stands', () => {
  it.each([
    ['received', { received }, 'check'],
    ['approved', { received, checked, approved }, 'application'],
    ['answered', { ...toItsEnd, answers: answered(null) }, 'afterwards'],
    ['to be undone', { ...toItsEnd, undoing }, 'afterwards'],
  ] as const)('%s is worked on', async (_, stands, step) =>
    expect(await stepsOf(stands)).toEqual({ done: [step], asked: 1 }),
  );

  it('due is left to the process that is at it', async () =>
    expect(await stepsOf({ received }, false)).toEqual({ done: [], asked: 1 }));

  it.each([
    ['nowhere', {}],
    ['checked', { received, checked }],
    ['applied', toItsEnd],
    [
      'answered and worked through',
      { ...toItsEnd, answers: answered({} as PayersAnswerFile['confirmed']) },
    ],
    ['undone', { ...toItsEnd, undoing, undone }],
  ] as const)('%s costs no lock: it waits for somebody', async (_, stands) =>
    expect(await stepsOf(stands)).toEqual({ done: [], asked: 0 }),
  );
});
