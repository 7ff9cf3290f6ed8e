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

/** Crockford's base 32: no letter that looks like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 100 random bits that a person can read out and type, in groups; the hash is of the letters alone. */
export function newCode(): { code: string; hash: Buffer } {
  const letters = Array.from(randomBytes(20), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return { code: letters.replace(/.{5}(?=.)/g, '$&-'), hash: hashOf(letters) };
}
