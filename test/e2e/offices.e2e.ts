import { twoOfficers, theAdministrator } from './offices/kept.js';
import { aFreshProof, onesOwnSessions } from './offices/own.js';
import { anIdentityProvider } from './offices/provided.js';
import { whatIsHeldBack } from './offices/restricted.js';
import { Visit } from './offices/visit.js';

// Real servers and browsers start in seconds, on a busy machine in many: the limit is for what hangs.
jest.setTimeout(180_000);

/** The screens of those who keep the system and of one's own sign-in, each used by whom it is for. */
describe('identity and restrictions, in the browser', () => {
  const visit = new Visit();
  beforeAll(() => visit.open());
  afterAll(() => visit.close());

  // In this order: a passkey of the first part gets its ceiling in a later one, a clearance shows what a network hides.
  onesOwnSessions(visit);
  aFreshProof(visit);
  twoOfficers(visit);
  theAdministrator(visit);
  anIdentityProvider(visit);
  whatIsHeldBack(visit);
});
