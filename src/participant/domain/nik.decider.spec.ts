import { specificationOf } from '../../kernel/testing/decider-specification';
import { type AssignNik, type NikEvent, nikDecider, type ReleaseNik } from './nik.decider';

const given = specificationOf(nikDecider);

const assign = (participantId: string): AssignNik => ({
  type: 'AssignNik',
  data: { participantId },
});
const release = (participantId: string): ReleaseNik => ({
  type: 'ReleaseNik',
  data: { participantId, reasonCode: 'nik_corrected' },
});
const assigned = (participantId: string): NikEvent => ({
  type: 'NikAssigned',
  data: { participantId },
});
const released = (participantId: string): NikEvent => ({
  type: 'NikReleased',
  data: { participantId, reasonCode: 'nik_corrected' },
});

describe('Assigning a NIK', () => {
  it('is recorded where nobody has it', () => given().when(assign('siti')).then(assigned('siti')));

  it('says nothing to whoever has it', () =>
    given(assigned('siti')).when(assign('siti')).thenNothing());

  it('is refused where somebody else has it', () =>
    given(assigned('siti')).when(assign('budi')).thenRejected('already-enrolled'));

  it('names who has it', () =>
    expect(() => nikDecider.decide(assign('budi'), { holder: 'siti' })).toThrow(
      expect.objectContaining({ facts: { existing: 'siti' } }) as Error,
    ));

  it('is possible again once it was released, for anybody', () => {
    const free = [assigned('siti'), released('siti')];
    given(...free)
      .when(assign('budi'))
      .then(assigned('budi'));
    given(...free)
      .when(assign('siti'))
      .then(assigned('siti'));
  });
});

describe('Releasing a NIK', () => {
  it('is recorded with its reason', () =>
    given(assigned('siti')).when(release('siti')).then(released('siti')));

  it('says nothing the second time', () =>
    given(assigned('siti'), released('siti')).when(release('siti')).thenNothing());

  it('says nothing where nobody ever had it', () => given().when(release('siti')).thenNothing());

  it('never takes it from somebody else', () =>
    given(assigned('siti'), released('siti'), assigned('budi'))
      .when(release('siti'))
      .thenNothing());
});
