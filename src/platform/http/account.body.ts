import { Code, Text } from './fields';

/** A bank account, as somebody wrote it down. */
export class AccountBody {
  @Text({ max: 60 })
  bank: string;

  @Code(/^\d{5,20}$/, '1234567890')
  number: string;

  @Text({ max: 120 })
  holder: string;
}
