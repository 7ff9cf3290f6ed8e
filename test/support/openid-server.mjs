// An identity provider (npm `oidc-provider`) in a process of its own, as a real one is. It signs in whoever it is told to.
// Arguments: its address, and the redirect addresses, comma separated.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

const [issuer = 'http://localhost:0', redirects = ''] = process.argv.slice(2);
/** Whom the next interaction signs in: `accountId`, and what the provider vouches for. */
let person = { accountId: 'nobody' };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'majlis',
      client_secret: 'a secret of the tests, long enough',
      redirect_uris: redirects.split(','),
      post_logout_redirect_uris: redirects.split(',').map((address) => `${new URL(address).origin}/`),
    },
  ],
  acrValues: ['urn:test:strong', 'urn:test:weak'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['of the tests'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: person.email, email_verified: person.emailVerified === true }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
createServer((request, response) => {
  void (async () => {
    if (request.url === '/test/person') {
      person = JSON.parse(await text(request));
      return response.end('{}');
    }
    if (request.url?.startsWith('/interaction/')) {
      const login = {
        accountId: person.accountId,
        remember: false,
        ...(person.acr && { acr: person.acr }),
        ...(person.at && { ts: person.at }),
      };
      return provider.interactionFinished(request, response, { login });
    }
    return answer(request, response);
  })();
}).listen(Number(new URL(issuer).port), () => process.stdout.write('ready\n'));
