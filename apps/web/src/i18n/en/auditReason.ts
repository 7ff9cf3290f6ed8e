import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const auditReason = {
  missing: 'nothing there, or nothing the database shows him',
  inactive: 'the account is not active',
  assurance: 'the sign-in is too weak for the level',
  fresh: 'no fresh proof of who he is',
  clearance: 'the level is above his clearance',
  ceiling: 'the level is above the ceiling of the place',
  caveat: 'a caveat he is not read into',
  release: 'not releasable to his country',
  role: 'his role does not allow it now',
  list: 'not on the list',
  originator: 'not of the originator’s side',
  second: 'another person is needed',
  recused: 'recused',
  embargo: 'under embargo',
  withdrawn: 'withdrawn',
  network: 'from another network than it was granted for',
  origin: 'by a page of another site',
  revoked: 'granted before access changed',
} satisfies SameKeys<typeof ar.auditReason>;
