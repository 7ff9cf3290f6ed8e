import { z } from 'zod';
import { assuranceSchema } from '../../roles.js';
import { idSchema, instantSchema, languageSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { ownPersonSchema } from '../people.js';
import { providerIdSchema, providerSchema } from '../oidc/provider.js';

export const preferencesSchema = z.strictObject({
  language: languageSchema,
  digits: z.enum(['arab', 'latn']),
  theme: z.enum(['system', 'light', 'dark']),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const sessionStateSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('anonymous'), mode: z.enum(['demo', 'production']) }),
  z.strictObject({
    status: z.literal('signed-in'),
    mode: z.enum(['demo', 'production']),
    person: ownPersonSchema,
    /** Null until he chose any: what he chose on this device before signing in holds then. */
    preferences: preferencesSchema.nullable(),
    /**
     * How he proved who he is. `limited`: cleared for more than this way of signing in opens. It tells of himself
     * only, not whether there is anything more to see. `provider`: where he signed in, if not here.
     */
    signIn: z.strictObject({ assurance: assuranceSchema, limited: z.boolean(), provider: providerIdSchema.nullable() }),
    /** From now until when the session ends if nobody does anything, by the server's clock: the browser's may differ. */
    lasts: z.strictObject({ from: instantSchema, until: instantSchema }),
    /** What the shell may offer; the browser never decides. */
    abilities: z.strictObject({
      createMeetings: z.boolean(),
      listAccounts: z.boolean(),
      listClearances: z.boolean(),
      listOffices: z.boolean(),
      listSites: z.boolean(),
      readAudit: z.boolean(),
    }),
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'session.read',
  summary: 'Who is signed in, with preferences and abilities.',
  response: sessionStateSchema,
});

export const personaSchema = z.strictObject({
  key: z.string(),
  name: z.strictObject({ ar: z.string(), en: z.string() }),
  country: z.string(),
  clearance: z.number(),
  description: z.strictObject({ ar: z.string(), en: z.string() }),
});

export const listPersonas = endpoint({
  method: 'GET',
  path: '/api/demo/personas',
  permission: 'session.start',
  summary: 'The personas of the demo. Not found outside demo mode.',
  response: z.strictObject({ personas: z.array(personaSchema) }),
});

export const signInAsPersona = endpoint({
  method: 'POST',
  path: '/api/demo/session',
  permission: 'session.start',
  summary: 'Sign in as a persona with one click. Not found outside demo mode.',
  body: z.strictObject({ persona: z.string().max(40) }),
  response: sessionStateSchema,
});

export const signInWithPassword = endpoint({
  method: 'POST',
  path: '/api/session',
  permission: 'session.start',
  summary: 'Sign in with a password: the lower assurance, good for public and restricted papers only.',
  body: z.strictObject({ login: z.string().min(1).max(200), password: z.string().min(1).max(1000) }),
  response: sessionStateSchema,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  permission: 'session.end',
  summary: 'End this session, its sockets and its media.',
});

/** Families only: enough to tell one's own devices apart. */
export const deviceSchema = z.strictObject({
  browser: z.enum(['firefox', 'edge', 'chrome', 'safari', 'other']),
  system: z.enum(['windows', 'macos', 'ios', 'android', 'linux', 'other']),
});
export type Device = z.infer<typeof deviceSchema>;

export const signInMethodSchema = z.enum(['persona', 'password', 'passkey', 'oidc']);
export type SignInMethod = z.infer<typeof signInMethodSchema>;

export const ownSessionSchema = z.strictObject({
  id: idSchema,
  current: z.boolean(),
  method: signInMethodSchema,
  assurance: assuranceSchema,
  device: deviceSchema,
  /** Address it was started from. */
  network: z.string().nullable(),
  startedAt: instantSchema,
  lastSeenAt: instantSchema,
  /** Its absolute end; it ends earlier when nobody uses it. */
  expiresAt: instantSchema,
});
export type OwnSession = z.infer<typeof ownSessionSchema>;

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  permission: 'session.list',
  summary: 'The sessions of the person that have not ended.',
  response: z.strictObject({ sessions: z.array(ownSessionSchema) }),
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  permission: 'session.end',
  summary: 'End another session of the person, its sockets and its media.',
  params: z.strictObject({ sessionId: idSchema }),
});

export const endAllSessions = endpoint({
  method: 'DELETE',
  path: '/api/sessions',
  permission: 'session.end',
  summary: 'Sign out everywhere, here too.',
});

export const keepSession = endpoint({
  method: 'POST',
  path: '/api/session/seen',
  permission: 'session.keep',
  summary: 'The person is still there: what keeps his session from ending as idle, and nothing else does.',
});

export const readStepUpWays = endpoint({
  method: 'GET',
  path: '/api/session/step-up',
  permission: 'session.strengthen',
  transaction: 'own',
  summary: 'How the person can prove himself strongly again.',
  response: z.strictObject({
    passkey: z.boolean(),
    /** One click, in demo mode only. */
    persona: z.boolean(),
    providers: z.array(providerSchema),
  }),
});

export const stepUpAsPersona = endpoint({
  method: 'POST',
  path: '/api/demo/step-up',
  permission: 'session.strengthen',
  summary: 'Prove oneself again as a persona, with one click. Not found outside demo mode.',
  transaction: 'own',
  response: sessionStateSchema,
});

export const editPreferences = endpoint({
  method: 'PUT',
  path: '/api/preferences',
  permission: 'preferences.edit',
  summary: 'Language, digits and theme of the person.',
  body: preferencesSchema,
  response: preferencesSchema,
});
