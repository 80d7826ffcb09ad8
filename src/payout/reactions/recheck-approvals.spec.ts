import type { CommandContext } from '../../platform/command-context';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { type Recheck, RecheckApprovalsCommand } from '../commands/recheck-approvals';
import { recheckApprovals } from './recheck-approvals';

const context = { commandId: 'any' } as CommandContext;
const askedBy = (stream: string, type: string) =>
  recheckApprovals
    .react({ stream, type, position: '9', data: {} } as unknown as RecordedEvent<never>)
    .map((ask) => ask(context));
const recheck = (what: Recheck) => [new RecheckApprovalsCommand(what, '9', context)];

describe('Approvals are looked at again', () => {
  it.each([
    'CoverageStarted',
    'ContributionRecorded',
    'ParticipantDied',
    'FamilyMemberRegistered',
    'SomethingNew',
  ])('in all cases of a participant: %s', (type) =>
    expect(askedBy('participant-1', type)).toEqual(recheck({ kind: 'participant', id: '1' })),
  );
  it.each([
    'AccidentConcluded',
    'ClaimRefused',
    'ClaimWithdrawn',
    'ClaimReopened',
    'ClaimAccepted',
    'ClaimVoided',
    'HeirsEstablished',
  ])('in all cases of whoever a claim is about: %s', (type) =>
    expect(askedBy('claim-1', type)).toEqual(recheck({ kind: 'ofPersonIn', id: '1' })),
  );
  it('in a scholarship where one is given', () =>
    expect(askedBy('scholarship-1', 'BenefitApproved')).toEqual(
      recheck({ kind: 'owner', owner: { kind: 'scholarship', id: '1' } }),
    ));
  it('in a claim where one is given, and in the scholarship that rests on it', () =>
    expect(askedBy('claim-1', 'BenefitApproved')).toEqual([
      ...recheck({ kind: 'owner', owner: { kind: 'claim', id: '1' } }),
      ...recheck({ kind: 'scholarshipOn', id: '1' }),
    ]));
  it('in the scholarship and in the other cases, where a bill or a day is free again', () =>
    expect(askedBy('claim-1', 'BenefitApprovalVoided')).toEqual([
      ...recheck({ kind: 'scholarshipOn', id: '1' }),
      ...recheck({ kind: 'ofPersonIn', id: '1' }),
    ]));
  it.each(['BenefitReturned', 'BenefitRefused', 'ApprovalRechecked'])(
    'in the scholarship that rests on a claim: %s',
    (type) => expect(askedBy('claim-1', type)).toEqual(recheck({ kind: 'scholarshipOn', id: '1' })),
  );
  it('in all cases of both, once a record is merged into another', () => {
    const merged = { stream: 'participant-1', type: 'ParticipantsMerged', data: { survivor: '2' } };
    const asked = recheckApprovals.react({ ...merged, position: '9' } as RecordedEvent<never>);
    expect(asked.map((ask) => ask(context))).toEqual([
      ...recheck({ kind: 'participant', id: '1' }),
      ...recheck({ kind: 'participant', id: '2' }),
    ]);
  });
  it('in a scholarship of which a place has ended', () =>
    expect(askedBy('scholarship-1', 'ScholarshipEnded')).toEqual(
      recheck({ kind: 'owner', owner: { kind: 'scholarship', id: '1' } }),
    ));

  it.each([
    ['participant-1', 'ParticipantEnrolled'],
    ['claim-1', 'DocumentReceived'],
    ['claim-1', 'PayoutConfirmed'],
    ['scholarship-1', 'ApprovalRechecked'],
  ])('and not because of %s %s', (stream, type) => expect(askedBy(stream, type)).toEqual([]));
});
