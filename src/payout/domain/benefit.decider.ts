import { approveReplacement, requestReplacement, secondReplacement } from './replace';
import { refuseBenefit, returnBenefit, voidApproval } from './approve';
import type { BenefitCommand, RecordPayeeAccount } from './benefit.commands';
import type { BenefitEvent } from './benefit.events';
import { accountKey, type Benefits } from './benefits';
import { inOrder } from './in-order';
import { repayOverpayment } from './overpayments';
import { decideOnPaper } from './papers';
import { cancelPayout, confirmPayout } from './pay';
import { presentBenefits, recordPayerDecision } from './present';
import { failPayout, markPayoutUnknown, returnPayout } from './unpaid';

/** What claims and scholarships decide alike. Approving and sending ask their owner first: see `approve` and `sendPayout`. */
export const decideOnBenefits = (
  command: BenefitCommand,
  benefits: Benefits,
): readonly BenefitEvent[] => {
  switch (command.type) {
    case 'RecordPaper':
    case 'VerifyPaper':
    case 'ReturnPaper':
      return decideOnPaper(command, benefits);
    case 'RecordPayeeAccount':
      return recordPayeeAccount(command.data, benefits);
    case 'ReturnBenefit':
      return returnBenefit(command.data, benefits);
    case 'RefuseBenefit':
      return refuseBenefit(command.data, benefits);
    case 'VoidApproval':
      return voidApproval(command.data, benefits);
    case 'PresentBenefits':
      return presentBenefits(command.data, benefits);
    case 'RecordPayerDecision':
      return recordPayerDecision(command.data, benefits);
    case 'RepayOverpayment':
      return repayOverpayment(command.data, benefits);
    default:
      return decideOnPayout(command, benefits);
  }
};

type PayoutCommand = Extract<BenefitCommand, { data: { payoutId: string } }>;

const decideOnPayout = (command: PayoutCommand, benefits: Benefits): readonly BenefitEvent[] => {
  switch (command.type) {
    case 'ConfirmPayout':
      return confirmPayout(command.data, benefits);
    case 'FailPayout':
      return failPayout(command.data, benefits);
    case 'ReturnPayout':
      return returnPayout(command.data, benefits);
    case 'MarkPayoutUnknown':
      return markPayoutUnknown(command.data, benefits);
    case 'CancelPayout':
      return cancelPayout(command.data, benefits);
    case 'RequestReplacement':
      return requestReplacement(command.data, benefits);
    case 'ApproveReplacement':
      return approveReplacement(command.data, benefits);
    case 'SecondReplacement':
      return secondReplacement(command.data, benefits);
  }
};

/** A changed account cancels what is scheduled to the old one; money that has left is untouched. */
const recordPayeeAccount = (
  { payeeKind, payeeId, accountRef, account, subjectId, by }: RecordPayeeAccount['data'],
  { accounts, payouts }: Benefits,
): readonly BenefitEvent[] => {
  if (accounts[accountKey(payeeKind, payeeId)] === accountRef) return [];
  const toTheOld = inOrder(payouts).filter(
    (payout) =>
      payout.status === 'scheduled' &&
      payout.payeeKind === payeeKind &&
      payout.payeeId === payeeId &&
      payout.accountRef !== null,
  );
  return [
    {
      type: 'PayeeAccountRecorded',
      data: { payeeKind, payeeId, accountRef, by },
      personal: { [subjectId]: account },
    },
    ...toTheOld.map(({ payoutId }): BenefitEvent => ({
      type: 'PayoutCancelled',
      data: { payoutId, reasonCode: 'account_changed', by },
    })),
  ];
};
