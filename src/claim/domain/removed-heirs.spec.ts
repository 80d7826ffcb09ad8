import { specificationOf } from '../../kernel/testing/decider-specification';
import type { Participant } from '../../participant/domain/participant';
import { approve, send } from '../../payout/domain/testing/asks';
import { approved, deathId } from '../../payout/domain/testing/benefits';
import {
  daughters,
  deathApproved,
  deathReady,
  sons,
  widows,
} from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import { after } from './testing/causes';
import { daughter, facts, family, participant, son, widow } from './testing/people';

// Who was named as an heir and turns out to be none, or has died, is removed from the family.

const given = specificationOf(claimDecider);
const without = (gone: string): Participant =>
  participant({ family: family.filter(({ memberId }) => memberId !== gone) });

describe('An heir, or a guardian, who was removed from the family', () => {
  it.each([
    ['the daughter', daughter],
    ['the son, for whom the widow receives', son],
    ['the widow, who receives for him', widow],
  ])('keeps the death from being approved: %s', (_, gone) =>
    given(...deathReady)
      .when(approve(deathId, facts({ participant: without(gone) })))
      .thenRejected('heir-unknown'),
  );
  it.each([
    ['the daughter', daughter, daughters],
    ['the son', son, sons],
    ['the widow', widow, widows],
    ['the guardian of the son', widow, sons],
  ])('is sent nothing: %s', (_, gone, { data: { payoutId } }) =>
    given(...deathApproved)
      .when(send(payoutId, facts({ participant: without(gone) })))
      .thenRejected('heir-unknown'),
  );
  it('leaves the others what is theirs', () => {
    const sent = after(
      deathApproved,
      send(widows.data.payoutId, facts({ participant: without(daughter) })),
    );
    expect(sent.at(-1)?.type).toBe('PayoutSent');
  });
  it('contradicts the approval, until the heirs are established anew or he is back', () => {
    const looked = after([...deathReady, approved(deathId)], {
      type: 'RecheckApprovals',
      data: { facts: facts({ participant: without(daughter) }), by: 'system' },
    });
    expect(looked.at(-1)).toMatchObject({
      type: 'ApprovalRechecked',
      data: { outcome: 'contradicted', ground: 'heir_unknown' },
    });
    const back = after(looked, {
      type: 'RecheckApprovals',
      data: { facts: facts(), by: 'system' },
    });
    expect(back.at(-1)?.data).toMatchObject({ outcome: 'stands', ground: null });
  });
});
