// The written form of the trail, from docs/audit-format.md. Shares no code with the writer, on purpose.
import { createHash, createPublicKey, verify } from 'node:crypto';

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** @param {(string | null)[]} fields */
function frames(fields) {
  let text = '';
  for (const field of fields) text += field === null ? '-\n' : `${Buffer.byteLength(field, 'utf8')}:${field}\n`;
  return text;
}

export const FIRST_HASH = sha256('majlis-audit-chain-1');

/** Fields of an entry that are covered, in their order. */
export const ENTRY_FIELDS = ['seq', 'xid', 'at', 'event', 'outcome', 'account_id', 'session_id', 'request_id', 'network', 'data'];

/** @returns {string} hex */
export function digestOfEntry(number, entry) {
  return sha256(frames(['majlis-audit-entry-1', String(number), ...ENTRY_FIELDS.map((name) => entry[name])]));
}

/** @returns {string} hex */
export function hashAfter(previous, digest) {
  return sha256(Buffer.from(previous, 'hex'), Buffer.from(digest, 'hex'));
}

/** Public keys by their ids, computed and not believed. @param {string[]} pems */
export function keyRing(pems) {
  const keys = new Map();
  for (const pem of pems) {
    const key = createPublicKey(pem);
    keys.set(sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 32), key);
  }
  return keys;
}

const SHAPE = {
  number: /^[1-9]\d{0,17}$/,
  hash: /^[0-9a-f]{64}$/,
  at: /^\d{1,18}$/,
  keyId: /^[0-9a-f]{32}$/,
  signature: /^[0-9a-f]{128}$/,
};

/** Why this is no checkpoint signed by one of the keys; null when it is one. @returns {string | null} */
export function whyNotSigned(checkpoint, keys) {
  for (const [name, shape] of Object.entries(SHAPE)) {
    if (typeof checkpoint?.[name] !== 'string' || !shape.test(checkpoint[name])) return `its ${name} is not of the right form`;
  }
  const { number, hash, at, keyId, signature } = checkpoint;
  const key = keys.get(keyId);
  if (!key) return `it is signed with a key (${keyId}) that was not given`;
  const text = frames(['majlis-audit-checkpoint-1', number, hash, at, keyId]);
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex')) ? null : 'its signature is not right';
}
