import { createPrivateKey, generateKeyPairSync, createHmac } from 'node:crypto';
import type { Grant } from '@app/contracts';
import { AppError } from '@app/platform';
import { SignJWT } from 'jose';
import { generateGrantKeys, GRANT_SECONDS, GrantIssuer, GrantVerifier } from './grants.js';

const keys = generateGrantKeys();
const issuer = new GrantIssuer(keys.privateKey);
const verifier = new GrantVerifier(keys.publicKey);
const ID = '0198f000-0000-7000-8000-000000000001';

const grant: Grant = {
  service: 'annotation',
  meetingId: ID,
  accountId: ID,
  sessionId: ID,
  name: { ar: 'نورة', en: 'Noura' },
  country: 'BH',
  role: 'member',
  delegation: 'BH',
  site: 'BH',
  ceiling: 2,
  caveats: ['NET'],
  assurance: 2,
  until: '2099-01-01T00:00:00.000Z',
  networks: [{ network: '192.0.2.0/24', allowed: true }],
  permissions: ['meeting.attend'],
};

/** `ok`, or the code of the refusal. */
async function outcome(token: unknown, service: Grant['service'] = 'annotation', by = verifier): Promise<string> {
  try {
    expect(await by.verify(token, service)).toEqual(grant);
    return 'ok';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** A grant signed with the right key, with something about it changed. */
const signed = (payload: Record<string, unknown>, { audience = 'annotation', issued = 'majlis:agenda', seconds = 60 } = {}) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(issued)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(new Date(Date.now() + seconds * 1000))
    .sign(createPrivateKey(keys.privateKey));

describe('grants', () => {
  it('are read back as they were given', async () => {
    const { token, expiresAt } = await issuer.issue(grant);
    expect(await outcome(token)).toBe('ok');
    expect(Math.abs(expiresAt.getTime() - Date.now() - GRANT_SECONDS * 1000)).toBeLessThan(5000);
    expect(await outcome(await signed({ grant }))).toBe('ok');
  });

  it('tell when they were issued, which a revocation is compared with', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);
    const { token } = await issuer.issue(grant, at);
    expect(await verifier.verifyIssued(token, 'annotation')).toEqual({ grant, issuedAt: at.getTime() / 1000 });
    const undated = new SignJWT({ grant }).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('majlis:agenda').setAudience('annotation');
    const key = createPrivateKey(keys.privateKey);
    expect(await outcome(await undated.setExpirationTime('1m').sign(key))).toBe('grant_invalid');
    expect(
      await outcome(
        await new SignJWT({ grant })
          .setProtectedHeader({ alg: 'EdDSA' })
          .setIssuer('majlis:agenda')
          .setAudience('annotation')
          .setIssuedAt()
          .sign(key),
      ),
    ).toBe('grant_invalid');
  });

  it('end', async () => {
    const old = (seconds: number) => issuer.issue(grant, new Date(Date.now() - seconds * 1000));
    expect(await outcome((await old(GRANT_SECONDS - 30)).token)).toBe('ok');
    expect(await outcome((await old(GRANT_SECONDS + 30)).token)).toBe('grant_invalid');
  });

  it('open the service they name and no other', async () => {
    const { token } = await issuer.issue(grant);
    expect(await outcome(token, 'conference')).toBe('grant_invalid');
    // Audience and content have to agree, whichever of the two was forged.
    expect(await outcome(await signed({ grant }, { audience: 'conference' }), 'conference')).toBe('grant_invalid');
    expect(await outcome(await signed({ grant }, { audience: 'conference' }), 'annotation')).toBe('grant_invalid');
    expect(await outcome(await signed({ grant: { ...grant, service: 'conference' } }))).toBe('grant_invalid');
  });

  it('of another key, issuer or algorithm are refused', async () => {
    const other = generateGrantKeys();
    expect(await outcome((await new GrantIssuer(other.privateKey).issue(grant)).token)).toBe('grant_invalid');
    expect(await outcome(await signed({ grant }, { issued: 'somebody' }))).toBe('grant_invalid');

    const body = `${encode({ grant, iss: 'majlis:agenda', aud: 'annotation', exp: Math.floor(Date.now() / 1000) + 60 })}`;
    expect(await outcome(`${encode({ alg: 'none' })}.${body}.`)).toBe('grant_invalid');
    // The public key is known to every node: it must not work as a shared secret.
    const head = encode({ alg: 'HS256' });
    const mac = createHmac('sha256', keys.publicKey).update(`${head}.${body}`).digest('base64url');
    expect(await outcome(`${head}.${body}.${mac}`)).toBe('grant_invalid');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const byRsa = await new SignJWT({ grant })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer('majlis:agenda')
      .setAudience('annotation')
      .setExpirationTime('1m')
      .sign(rsa.privateKey);
    expect(await outcome(byRsa)).toBe('grant_invalid');
  });

  it('are refused after any change of a character', async () => {
    const { token } = await issuer.issue(grant);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const raised = encode({ ...claims(token), grant: { ...grant, ceiling: 4 } });
    expect(await outcome(`${header}.${raised}.${signature}`)).toBe('grant_invalid');
    for (let at = 0; at < token.length - 1; at += 7) {
      if (token[at] === '.') continue;
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect([at, await outcome(changed)]).toEqual([at, 'grant_invalid']);
    }
    expect(await outcome(`${header}.${payload}`)).toBe('grant_invalid');
  });

  it('with the right signature and the wrong content are refused', async () => {
    for (const content of [
      {},
      { grant: null },
      { grant: { ...grant, more: 1 } },
      { grant: { ...grant, permissions: ['document.read'] } },
      { grant: { ...grant, ceiling: 9 } },
    ]) {
      expect(await outcome(await signed(content))).toBe('grant_invalid');
    }
  });

  it.each([undefined, null, 1, {}, [], '', 'x', 'a.b.c', 'A'.repeat(9000)])('%p is no grant', async (token) => {
    expect(await outcome(token)).toBe('grant_invalid');
  });

  it('are not issued with a content the services would refuse', async () => {
    await expect(issuer.issue({ ...grant, country: 'Bahrain' })).rejects.toThrow();
  });
});
