// Verifies a trail in a database: every entry, every link, every checkpoint, and the files outside.
import { digestOfEntry, FIRST_HASH, hashAfter, whyNotSigned } from './format.mjs';

/** How long an entry may be outside of the chain, and how far times may lie from those of the checkpoints around; microseconds. */
const BOUND = 120n * 1_000_000n;
const PAGE = 5_000;

/** Rows of the chain with their entries, all values as text; a side that is missing is null. */
const LINKS = `select c.number::text, encode(c.digest, 'hex') as digest, encode(c.hash, 'hex') as hash, c.seq::text as link_seq,
    e.seq::text, e.xid::text, (extract(epoch from e.at) * 1000000)::bigint::text as at, e.event, e.outcome, e.account_id::text,
    e.session_id::text, e.request_id::text, e.network, e.data::text
  from audit_chain c left join audit_entries e on e.seq = c.seq
 where c.number > $1::bigint order by c.number limit ${PAGE}`;

const CHECKPOINTS = `select number::text, encode(hash, 'hex') as hash, (extract(epoch from at) * 1000000)::bigint::text as at,
    key_id as "keyId", encode(signature, 'hex') as signature from audit_checkpoints c order by c.number`;

const OUTSIDE = `select e.seq::text, e.event, (extract(epoch from e.at) * 1000000)::bigint::text as at
  from audit_entries e where not exists (select from audit_chain c where c.seq = e.seq) order by e.seq`;

const COUNTS = `select (select count(*) from audit_entries)::int as entries, (select count(*) from audit_chain)::int as links,
    (extract(epoch from clock_timestamp()) * 1000000)::bigint::text as now`;

/**
 * @param {(sql: string, parameters?: unknown[]) => Promise<Record<string, any>[]>} query all of one snapshot
 * @param {object} outside
 * @param {Map<string, import('node:crypto').KeyObject>} outside.keys
 * @param {{ name: string, text: string }[]} outside.files checkpoints kept outside of the database
 * @param {bigint} [outside.now] microseconds since 1970; without it, the database's clock
 * @returns {Promise<{ problems: string[], entries: number, checkpoints: number, waiting: number, last: { number: string, at: string } | null }>}
 */
export async function verifyTrail(query, { keys, files, now }) {
  const problems = [];
  const checkpoints = await query(CHECKPOINTS);
  const lines = files.flatMap((file) => linesOf(file, problems));
  const [counts] = await query(COUNTS);
  const time = now ?? BigInt(counts.now);
  const signed = new Set([...checkpoints, ...lines.map(({ checkpoint }) => checkpoint)].map(({ number }) => number));
  const chain = await verifyChain(query, checkpoints, { signed, problems });
  verifyCheckpoints(checkpoints, { chain, keys, problems });
  const outside = await verifyOutside(query, time, problems);
  if (chain.rows !== counts.links)
    problems.push(`the chain has ${counts.links} rows, of which ${chain.rows} have a place: some are there twice`);
  if (chain.entries + outside.total !== counts.entries) {
    problems.push(`the trail has ${counts.entries} entries, of which ${chain.entries + outside.total} have a place: some are there twice`);
  }
  verifyFiles(lines, { checkpoints, chain, keys, problems });
  const last = checkpoints.at(-1) ?? null;
  if (files.length > 0 && last && time - BigInt(last.at) > BOUND && !lines.some(({ checkpoint }) => checkpoint.number === last.number)) {
    problems.push(`checkpoint ${last.number}: in no file outside of the database; a file was cut short, or one was not given`);
  }
  return { problems, entries: chain.entries, checkpoints: checkpoints.length, waiting: outside.waiting, last };
}

/** Recomputes the chain and keeps its hash at every number somebody signed. */
async function verifyChain(query, checkpoints, { signed, problems }) {
  const chain = { length: 0n, rows: 0, entries: 0, hashes: new Map() };
  let previous = FIRST_HASH;
  let position = 0;
  for (let after = '0'; ;) {
    const links = await query(LINKS, [after]);
    for (const link of links) {
      const number = BigInt(link.number);
      if (number === chain.length) problems.push(`entry ${number}: in the chain twice`);
      else if (number !== chain.length + 1n) {
        problems.push(`${numbers(chain.length + 1n, number - 1n)} missing from the chain: removed, or the numbers were changed`);
      }
      verifyLink(number, link, previous, problems);
      while (position < checkpoints.length && BigInt(checkpoints[position].number) < number) position += 1;
      verifyTime(number, link, { before: checkpoints[position - 1], cover: checkpoints[position] }, problems);
      if (signed.has(link.number)) chain.hashes.set(link.number, link.hash);
      previous = link.hash;
      chain.length = number;
      chain.rows += 1;
      if (link.seq !== null) chain.entries += 1;
      after = link.number;
    }
    if (links.length < PAGE) break;
  }
  const covered = BigInt(checkpoints.at(-1)?.number ?? 0);
  if (chain.length > covered) {
    problems.push(`${numbers(covered + 1n, chain.length)} in the chain without a signed checkpoint: added or rewritten without the key`);
  }
  return chain;
}

function verifyLink(number, link, previous, problems) {
  if (link.seq === null) problems.push(`entry ${number}: removed (position ${link.link_seq} is in the chain and not in the trail)`);
  else if (digestOfEntry(number, link) !== link.digest) {
    problems.push(`entry ${number} (position ${link.seq}, ${shown(link.event)}): its content is not what was sealed`);
  }
  if (hashAfter(previous, link.digest) !== link.hash)
    problems.push(`entry ${number}: the chain is broken here (its hash does not follow from the one before)`);
}

function verifyTime(number, { at }, { before, cover }, problems) {
  if (at === null) return;
  if (before && BigInt(at) < BigInt(before.at) - BOUND) {
    problems.push(`entry ${number}: dated ${instant(at)}, long before the checkpoint it came after (${instant(before.at)})`);
  }
  if (cover && BigInt(at) > BigInt(cover.at) + BOUND) {
    problems.push(`entry ${number}: dated ${instant(at)}, long after the checkpoint that covers it (${instant(cover.at)})`);
  }
}

function verifyCheckpoints(checkpoints, { chain, keys, problems }) {
  let before = null;
  for (const checkpoint of checkpoints) {
    const why = whyNotSigned(checkpoint, keys);
    if (why) problems.push(`checkpoint ${checkpoint.number}: ${why}`);
    agree(checkpoint, chain, `checkpoint ${checkpoint.number}`, problems);
    if (before && BigInt(checkpoint.at) < BigInt(before.at) - BOUND) {
      problems.push(`checkpoint ${checkpoint.number}: its time is long before that of checkpoint ${before.number}`);
    }
    before = checkpoint;
  }
}

function agree({ number, hash }, chain, name, problems) {
  if (BigInt(number) > chain.length) problems.push(`${name}: the chain ends at ${chain.length}, the last entries were removed`);
  else if (chain.hashes.get(number) !== hash) problems.push(`${name}: the chain has another hash there, it was rewritten`);
}

async function verifyOutside(query, now, problems) {
  const rows = await query(OUTSIDE);
  const late = rows.filter(({ at }) => now - BigInt(at) > BOUND);
  for (const { seq, event, at } of late) {
    problems.push(
      `position ${seq} (${shown(event)}, ${instant(at)}) is outside of the chain: added by hand, taken out of it, or sealing stands still`,
    );
  }
  return { total: rows.length, waiting: rows.length - late.length };
}

/** @returns {{ where: string, checkpoint: any }[]} lines that name a checkpoint */
function linesOf({ name, text }, problems) {
  const lines = text.split('\n');
  lines.pop(); // behind the last line feed: nothing, or a line that is being written
  return lines.flatMap((line, index) => {
    const where = `${name}, line ${index + 1}`;
    const checkpoint = parsed(line);
    if (checkpoint && /^[1-9]\d{0,17}$/.test(checkpoint.number)) return [{ where, checkpoint }];
    // Torn by a crash: the next line says it again.
    const torn = '{"number":"'.startsWith(line) || line.startsWith('{"number":"');
    if (checkpoint || !torn || index === lines.length - 1) problems.push(`${where}: no checkpoint`);
    return [];
  });
}

function verifyFiles(lines, { checkpoints, chain, keys, problems }) {
  const inDatabase = new Map(checkpoints.map((checkpoint) => [checkpoint.number, checkpoint]));
  for (const { where, checkpoint } of lines) {
    const why = whyNotSigned(checkpoint, keys);
    if (why) problems.push(`${where}: ${why}`);
    agree(checkpoint, chain, `${where} (checkpoint ${checkpoint.number}, kept outside of the database)`, problems);
    const twin = inDatabase.get(checkpoint.number);
    if (!twin) problems.push(`${where}: the database has no checkpoint ${checkpoint.number}`);
    else if (['at', 'keyId', 'signature'].some((name) => twin[name] !== checkpoint[name])) {
      problems.push(`${where}: the database has another checkpoint ${checkpoint.number}`);
    }
  }
}

function parsed(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

const numbers = (from, to) => (from === to ? `entry ${from} is` : `entries ${from} to ${to} are`);
const instant = (microseconds) => new Date(Number(BigInt(microseconds) / 1000n)).toISOString();
/** Whatever somebody put into the trail: printable, so that a terminal shows it and obeys nothing. */
const shown = (text) =>
  JSON.stringify(String(text)).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
