import { z } from 'zod';
import { endpoint } from '../../wire/endpoint.js';
import { sessionStateSchema } from '../sessions/sessions.js';
import { providerIdSchema, providerSchema } from './provider.js';

export const listProviders = endpoint({
  method: 'GET',
  path: '/api/oidc/providers',
  permission: 'session.start',
  summary: 'The identity providers somebody can sign in with.',
  response: z.strictObject({ providers: z.array(providerSchema) }),
});

const params = z.strictObject({ provider: providerIdSchema });
const address = z.strictObject({ url: z.url() });

export const startOidc = endpoint({
  method: 'POST',
  path: '/api/oidc/:provider/start',
  permission: 'session.start',
  summary: 'Begin signing in with an identity provider: where to send the browser.',
  params,
  response: address,
});

export const startOidcStepUp = endpoint({
  method: 'POST',
  path: '/api/oidc/:provider/step-up',
  permission: 'session.strengthen',
  summary: 'Begin proving oneself again with an identity provider, which is told to ask anew.',
  transaction: 'own',
  params,
  response: address,
});

export const finishOidc = endpoint({
  method: 'POST',
  path: '/api/oidc/:provider/finish',
  permission: 'session.start',
  summary: "Hand over the identity provider's answer. It is taken once, by the browser that began, for the same session.",
  params,
  body: z.strictObject({
    code: z.string().min(1).max(2_000),
    state: z.string().min(1).max(200),
    /** Who the answer says it is from (RFC 9207). */
    iss: z.string().max(500).optional(),
  }),
  response: sessionStateSchema,
});

export const signOutAtProvider = endpoint({
  method: 'POST',
  path: '/api/oidc/sign-out',
  permission: 'session.end',
  summary: 'End this session, and say where the identity provider lets people sign out, if it does.',
  response: z.strictObject({ url: z.url().nullable() }),
});
