import type { CalendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { unreachable } from '../../kernel/event';
import type { Command } from '../../kernel/command';
import type { BenefitEvent, DocumentReceived, PaperEvent, PaperKind } from './benefit.events';
import type { Benefits } from './benefits';
import { inOrder, type Placed, placeIn } from './in-order';

export type Paper = Placed & {
  readonly received: Omit<DocumentReceived['data'], 'by'>;
  readonly details: PaperDetails | 'erased';
  readonly status: 'received' | 'verified' | 'returned';
};

export type PaperDetails = {
  readonly number: string | null;
  readonly issuer: string | null;
  readonly keptAt: string | null;
};

export type RecordPaper = Command<
  'RecordPaper',
  Omit<DocumentReceived['data'], 'by'> & {
    /** Whose key seals the number and the issuer. */
    readonly subjectId: string;
    readonly details: PaperDetails;
    readonly by: string;
  }
>;
export type VerifyPaper = Command<
  'VerifyPaper',
  { readonly documentId: string; readonly by: string }
>;
export type ReturnPaper = Command<
  'ReturnPaper',
  { readonly documentId: string; readonly reasonCode: string; readonly by: string }
>;
export type PaperCommand = RecordPaper | VerifyPaper | ReturnPaper;

type Papers = Readonly<Record<string, Paper>>;

export const evolvePapers = (papers: Papers, event: PaperEvent): Papers => {
  switch (event.type) {
    case 'DocumentReceived': {
      const { by: _by, ...received } = event.data;
      const details = Object.values(event.personal ?? {})[0] ?? 'erased';
      const { documentId } = received;
      const nth = placeIn(papers, documentId);
      return { ...papers, [documentId]: { received, details, status: 'received', nth } };
    }
    case 'DocumentVerified':
      return withStatus(papers, event.data.documentId, 'verified');
    case 'DocumentReturned':
      return withStatus(papers, event.data.documentId, 'returned');
    default:
      throw unreachable(event);
  }
};

const withStatus = (papers: Papers, documentId: string, status: Paper['status']): Papers => {
  const paper = papers[documentId];
  return paper ? { ...papers, [documentId]: { ...paper, status } } : papers;
};

export const decideOnPaper = (
  command: PaperCommand,
  { papers }: Benefits,
): readonly BenefitEvent[] => {
  switch (command.type) {
    case 'RecordPaper':
      return recordPaper(command.data, papers);
    case 'VerifyPaper': {
      const { documentId, by } = command.data;
      const { status } = knownPaper(papers, documentId);
      if (status === 'verified') return [];
      if (status === 'returned') throw new Rejection('paper-returned');
      return [{ type: 'DocumentVerified', data: { documentId, by } }];
    }
    case 'ReturnPaper': {
      const { documentId, reasonCode, by } = command.data;
      if (knownPaper(papers, documentId).status === 'returned') return [];
      return [{ type: 'DocumentReturned', data: { documentId, reasonCode, by } }];
    }
  }
};

const recordPaper = (
  { subjectId, details, by, ...received }: RecordPaper['data'],
  papers: Papers,
): readonly BenefitEvent[] => {
  const { documentId: _id, ...facts } = received;
  const known = inOrder(papers).some((paper) => {
    const { documentId: _other, ...recorded } = paper.received;
    return (
      paper.status !== 'returned' && sameFacts(recorded, facts) && sameFacts(paper.details, details)
    );
  });
  if (known) return [];
  return [
    {
      type: 'DocumentReceived',
      data: { ...received, by },
      personal: { [subjectId]: details },
    },
  ];
};

const knownPaper = (papers: Papers, documentId: string): Paper => {
  const paper = papers[documentId];
  if (!paper) throw new Rejection('not-found');
  return paper;
};

/**
 * A paper that an approval waits for; `concerns` where each of several persons needs his own, `count` where so many of
 * the kind have to be there, `or` where so many of another kind do as well.
 */
export type RequiredPaper = {
  readonly kind: PaperKind;
  readonly concerns: string | null;
  readonly count?: number;
  readonly or?: { readonly kind: PaperKind; readonly count: number };
};

/** Which of the required papers nobody has verified yet. */
export const missingPapers = (
  { papers }: Benefits,
  required: readonly RequiredPaper[],
): readonly PaperKind[] =>
  required.filter((one) => thereSince(one, papers) === null).map(({ kind }) => kind);

/**
 * The day on which the last of the required papers was received, of those that are verified: an approval has waited for
 * what was required on its day, and a paper that is required since changes no clock of then. Null where none is there.
 */
export const papersCompleteOn = (
  { papers }: Benefits,
  required: readonly RequiredPaper[],
): CalendarDay | null =>
  required
    .flatMap((one) => thereSince(one, papers) ?? [])
    .sort()
    .at(-1) ?? null;

const thereSince = (
  { kind, concerns, count = 1, or }: RequiredPaper,
  papers: Papers,
): CalendarDay | null => {
  const days = [
    verifiedDays(papers, kind, concerns)[count - 1],
    or && verifiedDays(papers, or.kind, concerns)[or.count - 1],
  ];
  return days.flatMap((day) => day ?? []).sort()[0] ?? null;
};

/** When verified papers of a kind were received, the earliest first. */
const verifiedDays = (
  papers: Papers,
  kind: PaperKind,
  concerns: string | null,
): readonly CalendarDay[] =>
  inOrder(papers)
    .filter(({ received, status }) => status === 'verified' && received.kind === kind)
    .filter(({ received }) => concerns === null || received.concerns === concerns)
    .map(({ received }) => received.receivedOn)
    .sort();
