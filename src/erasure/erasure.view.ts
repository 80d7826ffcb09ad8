import { publicId } from '../platform/http/public-ids';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { ErasureEvent } from './domain/erasure.events';
import { publicSubject, type Subject } from './subject';

/** Who asked for an erasure, who let it happen, and when. */
export const erasureView = (subject: Subject, history: readonly RecordedEvent<ErasureEvent>[]) => {
  const requested = history.find(({ type }) => type === 'PersonErasureRequested');
  const erased = history.find(({ type }) => type === 'PersonErased');
  return {
    subjectId: publicSubject(subject),
    status: erased ? ('erased' as const) : ('requested' as const),
    requestId: requested ? publicId('req', requested.data.requestId) : null,
    reasonCode: requested && 'reasonCode' in requested.data ? requested.data.reasonCode : null,
    requested: requested ? signed(requested) : null,
    erased: erased ? signed(erased) : null,
    version: history.length,
  };
};

const signed = ({ data: { by }, recordedAt }: RecordedEvent<ErasureEvent>) => ({
  by,
  recordedAt,
});
