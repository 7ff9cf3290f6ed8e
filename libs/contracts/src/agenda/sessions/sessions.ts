import { z } from 'zod';
import { languageSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { ownPersonSchema } from '../people.js';

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
    preferences: preferencesSchema,
    /** What the shell may offer; the browser never decides. */
    abilities: z.strictObject({
      createMeetings: z.boolean(),
      listAccounts: z.boolean(),
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

export const editPreferences = endpoint({
  method: 'PUT',
  path: '/api/preferences',
  permission: 'preferences.edit',
  summary: 'Language, digits and theme of the person.',
  body: preferencesSchema,
  response: preferencesSchema,
});
