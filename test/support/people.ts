import type { Answer, ApiClient } from '../../src/demo/api-client';
import { type CaseAnswer, newcomer, rupiah } from './case-file';

// Participants as stories need them: enrolled, covered, and found to be one person.

type Person = CaseAnswer & {
  readonly participant: { readonly id: string; readonly merge: { readonly id: string } | null };
};

export const enrolled = async (
  enroller: ApiClient,
  serial: number,
  programme: string,
): Promise<string> => {
  const person = { ...newcomer(serial), programme };
  return (await enroller.post<Person>('/v1/participants', person)).body.participant.id;
};

/** In the last quarter of 2024. */
export const covered = async (
  enroller: ApiClient,
  serial: number,
  programme: string,
): Promise<string> => {
  const id = await enrolled(enroller, serial, programme);
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};

/** Asked for by the one, approved by the other: what the approval was answered. */
export const mergeRecords = async (
  [asker, approver]: readonly [ApiClient, ApiClient],
  old: string,
  survivorId: string,
): Promise<Answer<CaseAnswer>> => {
  const path = `/v1/participants/${old}`;
  const wish = { survivorId, reasonCode: 'same_person' };
  const { version: ifMatch } = await asker.get(path);
  const asked = await asker.post<Person>(`${path}/merges`, wish, { ifMatch });
  const approval = `${path}/merges/${asked.body.participant.merge?.id ?? ''}/approvals`;
  return approver.post<CaseAnswer>(approval, {}, { ifMatch: asked.version });
};
