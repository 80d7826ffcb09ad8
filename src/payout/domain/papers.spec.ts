import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { deathReported } from '../../claim/domain/testing/claims';
import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type { PaperKind } from './benefit.events';
import { missingPapers, papersCompleteOn, type RequiredPaper } from './papers';
import { recordPaper, returnPaper, verifyPaper } from './testing/asks';
import { received, verified } from './testing/benefits';

const given = specificationOf(claimDecider);
const sentBack: ClaimEvent = {
  type: 'DocumentReturned',
  data: { documentId: 'doc-ktp', reasonCode: 'illegible', by: 'siti' },
};
const [, isVerified] = verified('ktp');

describe('A paper', () => {
  it('is received', () => given(deathReported()).when(recordPaper('ktp')).then(received('ktp')));
  it('is received once, under whatever id it comes', () =>
    given(deathReported(), received('ktp'))
      .when(recordPaper('ktp', { documentId: 'doc-2' }))
      .thenNothing());
  it('of another kind is another paper', () =>
    given(deathReported(), received('ktp'))
      .when(recordPaper('heir_ktp'))
      .then(received('heir_ktp')));
  it('may come again once it was sent back', () =>
    given(deathReported(), received('ktp'), sentBack)
      .when(recordPaper('ktp', { documentId: 'doc-2' }))
      .then(received('ktp', 'doc-2')));

  it('is verified', () =>
    given(deathReported(), received('ktp')).when(verifyPaper('doc-ktp')).then(isVerified));
  it('is verified once', () =>
    given(deathReported(), ...verified('ktp'))
      .when(verifyPaper('doc-ktp'))
      .thenNothing());
  it('is not verified once it was sent back', () =>
    given(deathReported(), received('ktp'), sentBack)
      .when(verifyPaper('doc-ktp'))
      .thenRejected('paper-returned'));
  it('that nobody received is not verified', () =>
    given(deathReported()).when(verifyPaper('doc-ktp')).thenRejected('not-found'));

  it('is sent back, also after it was verified', () =>
    given(deathReported(), ...verified('ktp'))
      .when(returnPaper('doc-ktp'))
      .then(sentBack));
  it('is sent back once', () =>
    given(deathReported(), received('ktp'), sentBack).when(returnPaper('doc-ktp')).thenNothing());
  it('that nobody received is not sent back', () =>
    given(deathReported()).when(returnPaper('doc-ktp')).thenRejected('not-found'));
});

describe('The papers that an approval waits for', () => {
  const day = calendarDay;
  const known = (...events: readonly ClaimEvent[]) => stateOf(claimDecider, events).benefits;
  const from = (kind: PaperKind, documentId: string, receivedOn: string): readonly ClaimEvent[] => {
    const paper = received(kind, documentId);
    return [
      { ...paper, data: { ...paper.data, receivedOn: day(receivedOn) } },
      { type: 'DocumentVerified', data: { documentId, by: 'siti' } },
    ];
  };
  const road: readonly RequiredPaper[] = [
    { kind: 'ktp', concerns: null },
    { kind: 'police_report', concerns: null, or: { kind: 'witness_statement', count: 2 } },
  ];
  const ktp = from('ktp', 'doc-ktp', '2024-11-10');
  const police = from('police_report', 'doc-police', '2024-11-14');
  const first = from('witness_statement', 'doc-1', '2024-11-12');
  const second = from('witness_statement', 'doc-2', '2024-11-13');

  it.each([
    ['nothing of it', [], ['police_report'], '2024-11-10'],
    ['one witness', first, ['police_report'], '2024-11-10'],
    ['two witnesses', [...first, ...second], [], '2024-11-13'],
    ['the police report', police, [], '2024-11-14'],
    ['all of them: the first that did', [...police, ...first, ...second], [], '2024-11-13'],
  ] as const)('on a road, with %s', (_, papers, missing, complete) => {
    const benefits = known(deathReported(), ...ktp, ...papers);
    expect(missingPapers(benefits, road)).toEqual(missing);
    expect(papersCompleteOn(benefits, road)).toBe(complete);
  });
  it('are complete with the last that is verified, whatever is required since', () => {
    const paper = received('police_report');
    expect(papersCompleteOn(known(deathReported(), ...police), road)).toBe('2024-11-14');
    expect(papersCompleteOn(known(deathReported(), ...ktp, paper), road)).toBe('2024-11-10');
    expect(papersCompleteOn(known(deathReported(), paper), road)).toBeNull();
  });
});
