import { Rejection } from '../kernel/rejection';
import { type PublicId, publicId, readPublicId } from '../platform/http/public-ids';

/** Whoever has a key of his own: a participant, or anyone else who was ever named. */
export type Subject = { readonly kind: 'par' | 'mem'; readonly id: string };

/** @throws Rejection `not-found` for what is neither `par_…` nor `mem_…` */
export const subjectFrom = (text: string): Subject => {
  const [participant, member] = [readPublicId('par', text), readPublicId('mem', text)];
  if (participant !== null) return { kind: 'par', id: participant };
  if (member !== null) return { kind: 'mem', id: member };
  throw new Rejection('not-found');
};

export const publicSubject = ({ kind, id }: Subject): PublicId<'par' | 'mem'> => publicId(kind, id);
