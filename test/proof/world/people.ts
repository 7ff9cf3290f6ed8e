import type { Level, Role, SystemRole } from '@app/contracts';

/** Bodies of the world; each persona has its role in some of them, and so in their meetings. */
export type BodyKey = 'council' | 'committee' | 'joint' | 'cell' | 'guests';

export interface PersonaPlan {
  readonly key: string;
  readonly country: string;
  /** −1: no clearance at all. */
  readonly clearance: Level | -1;
  readonly caveats?: readonly string[];
  readonly systemRole?: SystemRole;
  readonly roles?: Readonly<Partial<Record<BodyKey, Role>>>;
  /** How he signs in: with one click (the highest assurance, unless said otherwise), with a password, or not at all. */
  readonly signIn?: 'persona' | 'password' | 'none';
  /** Ceiling of the place he sits at. */
  readonly ceiling?: Level;
  /** Deactivated after he signed in. */
  readonly deactivated?: boolean;
  /** His clearance has run out. */
  readonly expired?: boolean;
  /** Member of the body, but not of this meeting of it. */
  readonly notIn?: readonly string[];
  /** Takes part in the slice of `npm test`. */
  readonly slice?: boolean;
}

const all = (role: Role): PersonaPlan['roles'] => ({ council: role, committee: role, joint: role, cell: role, guests: role });
const BOTH = ['CYBER', 'NET'];

/** Who walks through the product: each is a step away from another one, so that every clause decides somewhere. */
export const PERSONAS: readonly PersonaPlan[] = [
  // Makes everything, so it may know everything but what is withheld from a secretary.
  { key: 'secretary', country: 'BH', clearance: 4, caveats: BOTH, roles: all('secretary'), slice: true },
  { key: 'chair', country: 'BH', clearance: 4, caveats: BOTH, roles: all('chair') },
  { key: 'member-top', country: 'BH', clearance: 4, caveats: BOTH, roles: all('member'), slice: true },
  { key: 'member-confidential', country: 'BH', clearance: 2, roles: all('member'), slice: true },
  { key: 'member-restricted', country: 'BH', clearance: 1, roles: all('member') },
  { key: 'member-public', country: 'BH', clearance: 0, roles: { committee: 'member', council: 'member' } },
  { key: 'member-uncleared', country: 'BH', clearance: -1, roles: all('member') },
  { key: 'member-expired', country: 'BH', clearance: 4, caveats: BOTH, roles: all('member'), expired: true },
  { key: 'member-cyber', country: 'BH', clearance: 3, caveats: ['CYBER'], roles: all('member') },
  { key: 'member-net', country: 'BH', clearance: 3, caveats: ['NET'], roles: all('member') },
  { key: 'alternate-kw', country: 'KW', clearance: 4, caveats: BOTH, roles: all('alternate') },
  { key: 'member-sa', country: 'SA', clearance: 4, caveats: BOTH, roles: all('member'), slice: true },
  { key: 'mate-sa', country: 'SA', clearance: 2, roles: { joint: 'alternate', cell: 'alternate', committee: 'alternate' } },
  { key: 'expert-qa', country: 'QA', clearance: 2, caveats: ['NET'], roles: all('expert') },
  { key: 'member-om', country: 'OM', clearance: 3, caveats: ['CYBER'], roles: all('member') },
  { key: 'observer-ae', country: 'AE', clearance: 4, caveats: BOTH, roles: all('observer') },
  { key: 'translator', country: 'BH', clearance: 3, caveats: BOTH, roles: all('interpreter') },
  { key: 'guest-tn', country: 'TN', clearance: 4, caveats: BOTH, roles: all('observer') },
  { key: 'secretary-low', country: 'BH', clearance: 1, roles: { committee: 'secretary' } },
  { key: 'password', country: 'BH', clearance: 4, caveats: BOTH, roles: all('member'), signIn: 'password', slice: true },
  { key: 'low-ceiling', country: 'BH', clearance: 4, caveats: BOTH, roles: all('member'), ceiling: 1 },
  { key: 'elsewhere', country: 'BH', clearance: 4, caveats: BOTH, roles: { committee: 'member' }, notIn: ['committee-inSession'] },
  { key: 'nobody', country: 'BH', clearance: 4, caveats: BOTH, slice: true },
  { key: 'left', country: 'BH', clearance: 4, caveats: BOTH, roles: all('member'), deactivated: true },
  { key: 'operator', country: 'BH', clearance: 4, caveats: BOTH, systemRole: 'systemAdministrator' },
  { key: 'officer', country: 'BH', clearance: 4, caveats: BOTH, systemRole: 'securityOfficer', roles: { committee: 'observer' } },
  { key: 'reviewer', country: 'BH', clearance: 0, systemRole: 'auditor', slice: true },
  { key: 'anonymous', country: '', clearance: -1, signIn: 'none', slice: true },
];
