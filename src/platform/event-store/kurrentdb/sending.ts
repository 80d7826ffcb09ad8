import {
  MaxAppendSizeExceededError,
  NO_STREAM as EXPECT_NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { type Append, NO_STREAM, type Revision } from '../event-store';
import type { Kurrent } from './client';
import { type AppendHeader, eventDataOf } from './envelope';
import { kindOf } from './failure';
import { within } from './waiting';

/** What the server said. Anything that is no clear answer is unknown: it may have been written. */
export type Answer =
  | { readonly kind: 'success'; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly actualRevision: Revision }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly cause: string | undefined };

export type Try = { readonly append: Append; readonly header: AppendHeader };

/** Sends an append once. Never rejects. */
export const send = async (
  { client, settings }: Kurrent,
  { append, header }: Try,
): Promise<Answer> => {
  const { stream, expectedRevision, events } = append;
  try {
    const appending = client.appendToStream(
      `${settings.namespace}${stream}`,
      events.map((event, index) => eventDataOf(event, header, index)),
      {
        expectedRevision:
          expectedRevision === NO_STREAM ? EXPECT_NO_STREAM : BigInt(expectedRevision),
        requiresLeader: true,
        deadline: settings.callTimeoutMs,
      },
    );
    const { position } = await within(appending, settings.callTimeoutMs);
    return { kind: 'success', position: position?.commit ?? 0n };
  } catch (error) {
    return answerOf(error);
  }
};

const answerOf = (error: unknown): Answer => {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    const actualRevision = actualVersion === EXPECT_NO_STREAM ? NO_STREAM : Number(actualVersion);
    return { kind: 'conflict', actualRevision };
  }
  if (error instanceof StreamDeletedError) return { kind: 'refused', reason: 'stream is deleted' };
  if (error instanceof MaxAppendSizeExceededError) return { kind: 'refused', reason: 'too large' };
  return { kind: 'unknown', cause: kindOf(error) };
};
