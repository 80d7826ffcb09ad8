import type { Command } from '../../kernel/command';
import type { Decider } from '../../kernel/decider';
import { type Event, unreachable } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

/** Whose NIK this is. The stream is named by a keyed hash of the NIK, never by the NIK. */
export type NikAssigned = Event<'NikAssigned', { readonly participantId: string }>;
export type NikReleased = Event<
  'NikReleased',
  { readonly participantId: string; readonly reasonCode: string }
>;
export type NikEvent = NikAssigned | NikReleased;

export type AssignNik = Command<'AssignNik', { readonly participantId: string }>;
export type ReleaseNik = Command<
  'ReleaseNik',
  { readonly participantId: string; readonly reasonCode: string }
>;
export type NikCommand = AssignNik | ReleaseNik;

export type NikRegistration = { readonly holder: string | null };

const assign = ({ participantId }: AssignNik['data'], { holder }: NikRegistration): NikEvent[] => {
  if (holder === participantId) return [];
  if (holder !== null) throw new Rejection('already-enrolled', { existing: holder });
  return [{ type: 'NikAssigned', data: { participantId } }];
};

const release = (data: ReleaseNik['data'], { holder }: NikRegistration): NikEvent[] =>
  holder === data.participantId ? [{ type: 'NikReleased', data }] : [];

/** Existence serialises: two enrolments of one NIK meet in this one stream. */
export const nikDecider: Decider<NikRegistration, NikCommand, NikEvent> = {
  initialState: { holder: null },
  decide: (command, registration) =>
    command.type === 'AssignNik'
      ? assign(command.data, registration)
      : release(command.data, registration),
  evolve: (_, event) => {
    switch (event.type) {
      case 'NikAssigned':
        return { holder: event.data.participantId };
      case 'NikReleased':
        return { holder: null };
      default:
        throw unreachable(event);
    }
  },
};
