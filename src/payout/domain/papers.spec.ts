import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { deathReported } from '../../claim/domain/testing/claims';
import { specificationOf } from '../../kernel/testing/decider-specification';
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
