import type { EndpointName } from '@app/contracts';
import type { AnyCall } from '../../support/api-client.js';
import type { Item, LabelRequest, Meeting, Paper, Persona, ReleaseAsk, View, World } from './world.js';

/** A call, what it is about, and whether the written policy lets this person make it. */
interface Attempt {
  readonly call: AnyCall;
  readonly allowed: boolean;
}

/**
 * How an endpoint is called about every thing there is. A new endpoint needs a line in `HTTP_DRIVERS`, or the proof
 * does not compile: choose `about(kind, …)` where an id is in its path, `plain(…)` where there is none.
 */
export interface HttpDriver {
  /** Attempts of a persona, one for each thing that the address can name. */
  attempts(world: World, persona: Persona): readonly Attempt[];
  /** The same about an id of nothing; absent where the address names nothing. */
  readonly nothing?: (id: string) => AnyCall;
  /** Reads: also judged with the first wall down. Others change or make something, which the second wall allows to whoever sees it. */
  readonly reads: boolean;
  /**
   * What it does cannot be done twice or spoils what the other attempts are about: whoever may do it is left out here
   * (the integration tests do it), whoever may not is not.
   */
  readonly destructive: boolean;
}

interface Kinds {
  meeting: Meeting;
  item: Item;
  paper: Paper;
  view: View;
  session: { readonly id: string; readonly owner: Persona };
  account: { readonly id: string; readonly owner: Persona };
  /** Nobody has one here: the ids are all of other things. */
  passkey: { readonly id: string };
  labelRequest: LabelRequest;
  releaseAsk: ReleaseAsk;
}
const things: { readonly [K in keyof Kinds]: (world: World) => readonly Kinds[K][] } = {
  meeting: ({ meetings }) => meetings,
  item: ({ items }) => items,
  paper: ({ papers }) => papers,
  view: ({ views }) => views,
  session: ({ personas }) => personas.filter(({ sessionId }) => sessionId).map((owner) => ({ id: owner.sessionId, owner })),
  account: ({ personas }) => personas.map((owner) => ({ id: owner.person.accountId, owner })),
  passkey: () => [],
  labelRequest: ({ labelRequests }) => labelRequests,
  releaseAsk: ({ releaseAsks }) => releaseAsks,
};

type Options = Partial<Pick<HttpDriver, 'reads' | 'destructive'>>;

function about<K extends keyof Kinds>(
  kind: K,
  parameter: string,
  allowed: (world: World, persona: Persona, thing: Kinds[K]) => boolean,
  rest: AnyCall = {},
  options: Options = {},
  place: 'params' | 'body' = 'params',
): HttpDriver {
  const call = (id: string): AnyCall => ({ ...rest, [place]: { ...(rest[place] as object), [parameter]: id } });
  return {
    reads: false,
    destructive: false,
    ...options,
    nothing: call,
    attempts: (world, persona) => [
      ...things[kind](world).map((thing) => ({ call: call(thing.id), allowed: allowed(world, persona, thing) })),
      // Ids of other things: right in form, wrong in kind.
      ...[world.bodies[0], world.meetings[0], world.items[0], world.papers[0], world.personas[0]]
        .map((other) => (other && 'person' in other ? other.person.accountId : (other?.id ?? '')))
        .filter((id) => !things[kind](world).some((thing) => thing.id === id))
        .map((id) => ({ call: call(id), allowed: false })),
    ],
  };
}

function plain(
  calls: (world: World, persona: Persona) => readonly AnyCall[],
  options: Options & { allowed?: HttpAllowed } = {},
): HttpDriver {
  const { allowed = signedIn, ...rest } = options;
  return {
    reads: false,
    destructive: false,
    ...rest,
    attempts: (world, persona) => calls(world, persona).map((call) => ({ call, allowed: allowed(world, persona) })),
  };
}

type HttpAllowed = (world: World, persona: Persona) => boolean;
const signedIn: HttpAllowed = (_world, { person }) => person.active;
const everybody: HttpAllowed = () => true;
const once = () => [{}];
const READ = { reads: true };
const FINAL = { destructive: true };

const meetingAction = (action: string) => (world: World, persona: Persona, meeting: Meeting) => world.mayMeeting(persona, action, meeting);
const itemAction = (action: string) => (world: World, persona: Persona, item: Item) => world.mayItem(persona, action, item);
const paperAction = (action: string) => (world: World, persona: Persona, paper: Paper) => world.mayPaper(persona, action, paper);
const requestAction =
  (action: string) =>
  (world: World, persona: Persona, { paper, asker }: LabelRequest) =>
    world.mayOnceProved(persona, action, paper, asker.person.accountId);
const OPEN = { level: 0, caveats: [], releasableTo: ['ALL'], originator: 'BH' };
const viewOf =
  (levels: readonly number[], action: string) =>
  (world: World, persona: Persona, { owner, paper }: View) =>
    owner === persona && levels.includes(paper.label.level) && world.mayPaper(persona, action, paper);

/** Asks for what nobody has: the answer is a refusal for everybody. */
const refusedToAll = (call: AnyCall) => plain(() => [call], { ...FINAL, allowed: () => false });
/** What an office does; who holds it is left out where it changes something. */
const office = (permission: string, call: AnyCall, options: Options = FINAL) =>
  plain(() => [call], { ...options, allowed: (world, persona) => world.maySystem(persona, permission) });
/** The same about a person: one’s own number tells no more than another one’s. */
const aboutAccount = (permission: string, rest: AnyCall = {}) =>
  about('account', 'accountId', (world, persona) => world.maySystem(persona, permission), rest, FINAL);
const NOTHING = '01a201e7-0000-7000-8000-000000000000';
const TOKEN = 'A'.repeat(43);
const VIOLATION = { 'csp-report': { 'document-uri': 'http://localhost/', disposition: 'enforce' } };
const ITEM = { coverTitle: { ar: 'بند', en: 'Item' }, title: { ar: 'بند', en: 'Item' }, type: 'information', minutes: 5 };

/** Words that many things carry, and every word that only one does. */
const queries = (world: World): AnyCall[] =>
  ['zqz', 'قفق', 'page', ...[...world.meetings, ...world.items, ...world.papers].flatMap(({ title }) => [title.ar, title.en])]
    .concat(world.papers.flatMap(({ text, file }) => [text.en, text.ar, file.en]))
    .map((q) => ({ query: { q } }));

export const HTTP_DRIVERS: { readonly [K in EndpointName]: HttpDriver } = {
  readLiveness: plain(once, { ...READ, allowed: everybody }),
  readReadiness: plain(once, { ...READ, allowed: everybody }),
  readOpenApi: plain(once, { ...READ, allowed: everybody }),
  reportViolation: plain(() => [{ body: VIOLATION }], { allowed: everybody, destructive: true }),
  readSession: plain(once, { ...READ, allowed: everybody }),
  listPersonas: plain(once, { ...READ, allowed: everybody }),
  // They end the session one has: left out for everybody here.
  signInAsPersona: plain(() => [{ body: { persona: 'nobody-of-this-name' } }], { ...FINAL, allowed: () => false }),
  signInWithPassword: plain((_world, { plan }) => [{ body: { login: `${plan.key}@nowhere.invalid`, password: 'wrong' } }], {
    ...FINAL,
    allowed: () => false,
  }),
  startPasskeySignIn: plain(once, { allowed: everybody }),
  signInWithPasskey: refusedToAll({}),
  listProviders: plain(once, { ...READ, allowed: everybody }),
  startOidc: refusedToAll({ params: { provider: 'nowhere' } }),
  finishOidc: refusedToAll({ params: { provider: 'nowhere' }, body: { code: 'x', state: 'y' } }),
  openEnrolment: refusedToAll({ body: { token: TOKEN } }),
  readEnrolmentPasskey: refusedToAll({ body: { token: TOKEN } }),
  finishEnrolment: refusedToAll({ body: { token: TOKEN } }),
  signOut: plain(once, FINAL),
  signOutAtProvider: plain(once, FINAL),
  keepSession: plain(once),
  listSessions: plain(once, READ),
  endSession: about('session', 'sessionId', (_world, persona, { owner }) => owner === persona, {}, FINAL),
  endAllSessions: plain(once, FINAL),
  readStepUpWays: plain(once, READ),
  // Proving oneself anew changes what one may do.
  stepUpAsPersona: plain(once, FINAL),
  startPasskeyStepUp: plain(once, FINAL),
  stepUpWithPasskey: refusedToAll({}),
  startOidcStepUp: refusedToAll({ params: { provider: 'nowhere' } }),
  listPasskeys: plain(once, READ),
  startPasskeyRegistration: plain(once, FINAL),
  registerPasskey: refusedToAll({}),
  renamePasskey: about('passkey', 'passkeyId', () => false, { body: { name: 'mine' } }),
  removePasskey: about('passkey', 'passkeyId', () => false, {}, FINAL),
  changePassword: refusedToAll({ body: { old: 'wrong', next: 'a long enough password' } }),
  editPreferences: plain(() => [{ body: { language: 'en', digits: 'latn', theme: 'light' } }]),
  listBodies: plain(once, READ),
  listMeetings: plain(once, READ),
  readMeeting: about('meeting', 'meetingId', meetingAction('meeting.read'), {}, READ),
  createMeeting: plain(
    (world) =>
      world.bodies.map(({ id, label }) => ({
        body: {
          bodyId: id,
          title: { ar: 'اجتماع', en: 'Meeting' },
          kind: 'regular',
          startsAt: '2026-12-01T07:00:00Z',
          endsAt: '2026-12-01T09:00:00Z',
          sites: ['BH'],
          label,
        },
      })),
    FINAL,
  ),
  editMeeting: about('meeting', 'meetingId', meetingAction('meeting.edit')),
  previewPublication: about('meeting', 'meetingId', meetingAction('meeting.publish')),
  publishMeeting: about('meeting', 'meetingId', meetingAction('meeting.publish'), {}, FINAL),
  // Who takes part, and who might: of the secretary alone, so the first wall's.
  listParticipants: about('meeting', 'meetingId', meetingAction('participant.manage')),
  addParticipant: about(
    'meeting',
    'meetingId',
    meetingAction('participant.manage'),
    { body: { accountId: NOTHING, role: 'member', delegation: 'BH' } },
    FINAL,
  ),
  removeParticipant: about('meeting', 'meetingId', meetingAction('participant.manage'), { params: { accountId: NOTHING } }, FINAL),
  addItem: about(
    'meeting',
    'meetingId',
    meetingAction('item.edit'),
    { body: { ...ITEM, label: { level: 4, caveats: [], releasableTo: ['BH'], originator: 'BH' } } },
    FINAL,
  ),
  editItem: about('item', 'itemId', itemAction('item.edit')),
  removeItem: about('item', 'itemId', itemAction('item.edit'), {}, FINAL),
  orderItems: about('meeting', 'meetingId', meetingAction('item.edit'), { body: { itemIds: [] } }, FINAL),
  // Setting and reading what only a secretary sets: an office in the meeting, so the first wall's alone.
  readRestrictions: about('item', 'itemId', itemAction('item.restrict')),
  restrictItem: about('item', 'itemId', itemAction('item.restrict'), { body: { readers: null, recused: [] } }, FINAL),
  embargoDocument: about('paper', 'documentId', paperAction('document.embargo'), { body: { until: null } }, FINAL),
  listReceipts: about('paper', 'documentId', paperAction('receipts.read')),
  listLabelRequests: plain(once, READ),
  requestLabel: about(
    'paper',
    'objectId',
    (world, persona, paper) => world.mayOnceProved(persona, 'label.request', paper),
    { body: { kind: 'document', label: OPEN, reason: 'why' } },
    FINAL,
    'body',
  ),
  approveLabel: about('labelRequest', 'requestId', requestAction('label.approve'), {}, FINAL),
  rejectLabel: about('labelRequest', 'requestId', requestAction('label.reject'), { body: { answer: null } }, FINAL),
  askRelease: about(
    'item',
    'itemId',
    (world, persona, { meeting, removed }) => !removed && world.mayMeeting(persona, 'release.ask', meeting),
    { body: { reason: 'why' } },
    FINAL,
  ),
  listReleaseAsks: plain(once, READ),
  answerRelease: about('releaseAsk', 'askId', (world, persona, ask) => persona !== ask.asker && world.mayAsk(persona, ask), {}, FINAL),
  uploadDocument: about('item', 'itemId', itemAction('document.upload'), {}, FINAL),
  editDocument: about('paper', 'documentId', paperAction('document.edit')),
  withdrawDocument: about('paper', 'documentId', paperAction('document.withdraw'), {}, FINAL),
  openView: about('paper', 'documentId', paperAction('document.read'), {}, READ),
  readPaper: about('view', 'viewId', viewOf([0, 1, 2], 'document.read'), {}, READ),
  readPageImage: about('view', 'viewId', viewOf([3, 4], 'document.read'), { params: { page: 1 }, query: { scale: 0.3 } }, READ),
  downloadPaper: about('view', 'viewId', viewOf([0, 1], 'document.download'), {}, READ),
  recentPapers: plain(once, READ),
  issueGrants: about('meeting', 'meetingId', meetingAction('meeting.read'), {}, READ),
  search: plain(queries, READ),
  createAccount: office('account.manage', {}),
  editAccount: aboutAccount('account.manage'),
  deactivateAccount: aboutAccount('account.manage'),
  reactivateAccount: aboutAccount('account.manage'),
  issueEnrolment: aboutAccount('account.manage'),
  listIdentities: aboutAccount('account.manage'),
  linkIdentity: aboutAccount('account.manage'),
  unlinkIdentity: aboutAccount('account.manage', { params: { linkId: NOTHING } }),
  listClearances: office('clearance.list', {}, READ),
  listClearanceProposals: office('clearance.list', {}, READ),
  proposeClearance: aboutAccount('clearance.grant'),
  revokeClearance: aboutAccount('clearance.grant'),
  decideClearance: office('clearance.grant', { params: { proposalId: NOTHING } }),
  listCaveats: office('clearance.list', {}, READ),
  addCaveat: office('clearance.grant', {}),
  retireCaveat: office('clearance.grant', { params: { code: 'CYBER' } }),
  listDevices: aboutAccount('clearance.list'),
  setDeviceCeiling: aboutAccount('clearance.grant', { params: { passkeyId: NOTHING } }),
  listOffices: office('office.list', {}, READ),
  proposeOffice: aboutAccount('office.propose'),
  decideOffice: office('office.list', { params: { proposalId: NOTHING } }),
  withdrawOffice: office('office.list', { params: { proposalId: NOTHING } }),
  listSites: office('account.list', {}, READ),
  createSite: office('site.manage', {}),
  editSite: office('site.manage', { params: { siteCode: 'BH' } }),
  addNetwork: office('site.manage', { params: { siteCode: 'BH' } }),
  removeNetwork: office('site.manage', { params: { siteCode: 'BH', networkId: NOTHING } }),
  listAccounts: plain(once, { ...READ, allowed: (world, persona) => world.maySystem(persona, 'account.list') }),
  findAuditPeople: plain(() => [{ query: { q: 'a' } }, { query: { q: 'ا' } }], {
    ...READ,
    allowed: (world, persona) => world.maySystem(persona, 'audit.read'),
  }),
  readAuditState: plain(once, { ...READ, allowed: (world, persona) => world.maySystem(persona, 'audit.read') }),
  exportAudit: plain(once, { ...FINAL, allowed: (world, persona) => world.maySystem(persona, 'audit.export') }),
  listAudit: plain(() => [{}, { query: { limit: 200 } }, { query: { limit: 200, before: '400' } }], {
    ...READ,
    allowed: (world, persona) => world.maySystem(persona, 'audit.read'),
  }),
};
