import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { grantSchema, type Grant } from '@app/contracts';
import { AppError } from '@app/platform';
import { jwtVerify, SignJWT } from 'jose';

/** Seconds a grant lives: long enough to connect, short enough that a stolen one is soon worthless. */
export const GRANT_SECONDS = 180;
const ISSUER = 'majlis:agenda';

/** Makes a fresh Ed25519 pair as PEM texts. */
export function generateGrantKeys(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Mints grants; only agenda holds the private key. */
export class GrantIssuer {
  readonly #key: KeyObject;

  constructor(privateKeyPem: string) {
    this.#key = createPrivateKey(privateKeyPem);
  }

  async issue(grant: Grant, now: Date = new Date()): Promise<{ token: string; expiresAt: Date }> {
    const expiresAt = new Date(now.getTime() + GRANT_SECONDS * 1000);
    const token = await new SignJWT({ grant: grantSchema.parse(grant) })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(ISSUER)
      .setAudience(grant.service)
      .setIssuedAt(now.getTime() / 1000)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt };
  }
}

/** Verifies grants; a media node abroad holds the public key and nothing else. */
export class GrantVerifier {
  readonly #key: KeyObject;

  constructor(publicKeyPem: string) {
    this.#key = createPublicKey(publicKeyPem);
  }

  /** @throws AppError `grant_invalid` for anything but a valid, unexpired grant of this service. */
  async verify(token: unknown, service: Grant['service']): Promise<Grant> {
    return (await this.verifyIssued(token, service)).grant;
  }

  /**
   * The same, with when it was issued, in seconds since 1970 to the millisecond: a revocation is newer or older than it.
   *
   * @throws AppError `grant_invalid`
   */
  async verifyIssued(token: unknown, service: Grant['service']): Promise<{ grant: Grant; issuedAt: number }> {
    if (typeof token !== 'string' || token.length > 8192) throw new AppError('grant_invalid');
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        issuer: ISSUER,
        audience: service,
        algorithms: ['EdDSA'],
        clockTolerance: 5,
        requiredClaims: ['iat', 'exp'],
      });
      const grant = grantSchema.parse(payload['grant']);
      if (grant.service !== service) throw new AppError('grant_invalid');
      return { grant, issuedAt: payload.iat ?? 0 };
    } catch {
      throw new AppError('grant_invalid');
    }
  }
}
