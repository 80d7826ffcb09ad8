import type { Role } from '../platform/event-store/recorded-event';
import { developmentToken } from '../platform/security/development-keys';
import type { SecuritySettings } from '../platform/security/security-settings';
import { ApiClient } from './api-client';

/** Somebody of the office, signed in. The id is opaque: it stands in every event this person causes, for ever. */
export type Colleague = { readonly actor: string; readonly api: Pick<ApiClient, 'get' | 'post'> };

/** Who does what. Where the rules want another person, there are two. */
const ROLES = {
  administrator: ['administrator-1', 'administrator'],
  enroller: ['enroller-1', 'enroller'],
  adjuster: ['adjuster-1', 'adjuster'],
  /** A small office: one person holds two roles, and still may not approve what he assessed. */
  adjusterWhoApproves: ['adjuster-2', 'adjuster', 'supervisor'],
  supervisor: ['supervisor-1', 'supervisor'],
  otherSupervisor: ['supervisor-2', 'supervisor'],
  finance: ['finance-1', 'finance'],
  otherFinance: ['finance-2', 'finance'],
  auditor: ['auditor-1', 'auditor'],
} as const satisfies Readonly<Record<string, readonly [string, Role, ...Role[]]>>;

export type Staff = Readonly<Record<keyof typeof ROLES, Colleague>>;

const HOURS = 1;

/** Signs everybody in with development tokens, as `npm run token` would. */
export const signIn = async (url: string, security: SecuritySettings): Promise<Staff> => {
  const signedIn = Object.entries(ROLES).map(async ([name, [actor, ...roles]]) => {
    const caller = { actor, roles, subDistricts: 'all', scopes: [] } as const;
    const token = await developmentToken(security, caller, HOURS);
    const colleague: Colleague = { actor, api: new ApiClient(url, token) };
    return [name, colleague] as const;
  });
  return Object.fromEntries(await Promise.all(signedIn)) as Staff;
};
