// Verifies an export by itself, without the database.
import { digestOfEntry, hashAfter, whyNotSigned } from './format.mjs';

/**
 * @param {string} text the file
 * @param {Map<string, import('node:crypto').KeyObject>} keys
 * @returns {{ problems: string[], entries: number, proofs: number }}
 */
export function verifyExport(text, keys) {
  const problems = [];
  const entries = new Map();
  const proofs = [];
  let head = null;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, index) => {
    const object = parsed(line);
    if (index === 0 && object?.kind === 'majlis-audit-export-1') head = object;
    else if (object?.kind === 'entry' && /^[1-9]\d{0,17}$/.test(object.number)) {
      if (entries.has(object.number)) problems.push(`line ${index + 1}: entry ${object.number} is there twice`);
      entries.set(object.number, object);
    } else if (object?.kind === 'proof' && Array.isArray(object.digests)) proofs.push({ ...object, line: index + 1 });
    else problems.push(`line ${index + 1}: not of the format`);
  });
  if (!head) problems.push('line 1: the head of an export is missing');
  else if (head.entries !== entries.size) problems.push(`the head speaks of ${Number(head.entries)} entries, the file has ${entries.size}`);

  const proven = new Set();
  for (const proof of proofs) prove(proof, { entries, keys, proven, problems });
  for (const number of entries.keys()) if (!proven.has(number)) problems.push(`entry ${number}: nothing proves it`);
  return { problems, entries: entries.size, proofs: proofs.length };
}

function prove({ start, hash, digests, checkpoint, line }, { entries, keys, proven, problems }) {
  const why = whyNotSigned(checkpoint, keys);
  if (why) return void problems.push(`line ${line}, proof to checkpoint ${String(checkpoint?.number).slice(0, 20)}: ${why}`);
  if (!/^\d{1,18}$/.test(start) || !/^[0-9a-f]{64}$/.test(hash) || BigInt(start) + BigInt(digests.length) !== BigInt(checkpoint.number)) {
    return void problems.push(`line ${line}: the proof does not lead to checkpoint ${checkpoint.number}`);
  }
  let at = hash;
  let number = BigInt(start);
  const own = [];
  for (const digest of digests) {
    number += 1n;
    const entry = entries.get(String(number));
    if (digest === null && !entry) return void problems.push(`entry ${number}: announced by the proof in line ${line} and not in the file`);
    if (digest !== null && !/^[0-9a-f]{64}$/.test(digest))
      return void problems.push(`line ${line}: the digest of ${number} is not of the right form`);
    if (digest === null) own.push(String(number));
    at = hashAfter(at, digest ?? digestOfEntry(number, entry));
  }
  if (at !== checkpoint.hash) {
    return void problems.push(
      own.length === 1
        ? `entry ${own[0]}: not what was sealed (it does not lead to the signed checkpoint ${checkpoint.number})`
        : `entries ${own.join(', ')}: one of them is not what was sealed (they do not lead to the signed checkpoint ${checkpoint.number})`,
    );
  }
  for (const each of own) proven.add(each);
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
