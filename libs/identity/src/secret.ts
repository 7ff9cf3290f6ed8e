import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a cookie or a link, and what is stored of them: the hash alone. */
export function newSecret(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** SHA-256: enough for what is random itself. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
