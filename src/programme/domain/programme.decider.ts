import type { Command } from '../../kernel/command';
import type { Decider } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { Agreement, ProgrammeEvent } from './programme.events';

export type AgreeProgramme = Command<
  'AgreeProgramme',
  { readonly agreement: Agreement; readonly by: string }
>;

/** A programme is agreed once; another agreement is another programme. */
export type Programme = { readonly agreement: Agreement | null };

const agree = (
  { agreement, by }: AgreeProgramme['data'],
  programme: Programme,
): readonly ProgrammeEvent[] => {
  if (programme.agreement) {
    if (sameFacts(programme.agreement, agreement)) return [];
    throw new Rejection('already-agreed', { agreementNumber: programme.agreement.agreementNumber });
  }
  if (agreement.lastDay < agreement.from)
    throw new Rejection('period-reversed', { from: agreement.from, lastDay: agreement.lastDay });
  if (agreement.payer === 'office' && agreement.mode === 'recorded')
    throw new Rejection('payer-mode', { payer: agreement.payer, mode: agreement.mode });
  if (agreement.payer === 'bpjs' && agreement.mode === 'disbursed')
    throw new Rejection('payer-mode', { payer: agreement.payer, mode: agreement.mode });

  return [{ type: 'ProgrammeAgreed', data: { ...agreement, by } }];
};

export const programmeDecider: Decider<Programme, AgreeProgramme, ProgrammeEvent> = {
  initialState: { agreement: null },
  decide: ({ data }, programme) => agree(data, programme),
  evolve: (_, { data: { by: _by, ...agreement } }) => ({ agreement }),
};
