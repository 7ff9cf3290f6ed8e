import { digestOf, GENESIS, nextHash, SEALED_COLUMNS, type SealedEntry } from '@app/audit';
import type { EntityManager } from 'typeorm';
import type { CheckpointSigner } from '../../../libs/audit/src/seal/checkpoint.js';
import type { Random } from './random.js';
import type { TrailWorld } from './trail-world.js';

export interface Attack {
  readonly manager: EntityManager;
  readonly world: TrailWorld;
  readonly random: Random;
  /** How many entries there are. */
  readonly length: number;
}
/** Something a superuser of the database does. @returns the file outside as he leaves it, where he reaches that too */
type Tampering = (attack: Attack) => Promise<string | void>;

const one = async (manager: EntityManager, sql: string, parameters: unknown[] = []): Promise<void> => {
  const changed = await manager.query<[unknown, number]>(sql, parameters);
  if (changed[1] === 0) throw new Error(`nothing was changed by ${sql}`);
};
const at = ({ random, length }: Attack, from = 1) => from + random.below(length - from + 1);
const ENTRY = '(select seq from audit_chain where number = $1)';

/** One field of one entry; each expression gives something else than what is there. */
const editEntry =
  (column: string, value: (random: Random) => string): Tampering =>
  (attack) =>
    one(attack.manager, `update audit_entries set ${column} = ${value(attack.random)} where seq = ${ENTRY}`, [at(attack)]);
const editRow =
  (table: string, column: string, value: string): Tampering =>
  async ({ manager, random }) => {
    const [row] = await manager.query<{ ctid: string }[]>(
      `select ctid::text from ${table} order by ctid offset ${random.below(await count(manager, table))} limit 1`,
    );
    await one(manager, `update ${table} set ${column} = ${value} where ctid = $1::tid`, [row?.ctid]);
  };

async function count(manager: EntityManager, table: string): Promise<number> {
  const [row] = await manager.query<{ n: number }[]>(`select count(*)::int as n from ${table}`);
  return row?.n ?? 0;
}

/** Chains everything from a number on anew, as the product would, in the order the attacker likes. */
async function rechain(manager: EntityManager, from: number): Promise<void> {
  const rows = await manager.query<(SealedEntry & { number: string })[]>(
    `select c.number::text, ${SEALED_COLUMNS} from audit_chain c join audit_entries e on e.seq = c.seq where c.number >= $1 order by c.number`,
    [from],
  );
  const [before] = await manager.query<{ hash: Buffer }[]>('select hash from audit_chain where number = $1', [from - 1]);
  let hash = before?.hash ?? GENESIS;
  const links = rows.map((entry) => {
    const digest = digestOf(BigInt(entry.number), entry);
    hash = nextHash(hash, digest);
    return { number: entry.number, digest, hash };
  });
  await manager.query(
    `update audit_chain c set digest = l.digest, hash = l.hash from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as l(number, digest, hash) where c.number = l.number`,
    [links.map((link) => link.number), links.map((link) => link.digest), links.map((link) => link.hash)],
  );
}

/** Signs the checkpoints from a number on anew, with whatever key the attacker has. */
async function resign(manager: EntityManager, signer: CheckpointSigner, from: number): Promise<void> {
  const rows = await manager.query<{ number: string; hash: string; at: string }[]>(
    `select p.number::text, encode(c.hash, 'hex') as hash, (extract(epoch from p.at) * 1000000)::bigint::text as at
       from audit_checkpoints p join audit_chain c on c.number = p.number where p.number >= $1`,
    [from],
  );
  const signed = rows.map((row) => signer.checkpoint(row));
  await manager.query(
    `update audit_checkpoints p set hash = s.hash, key_id = s.key_id, signature = s.signature
       from unnest($1::bigint[], $2::bytea[], $3::text[], $4::bytea[]) as s(number, hash, key_id, signature) where p.number = s.number`,
    [
      signed.map(({ number }) => number),
      signed.map(({ hash }) => Buffer.from(hash, 'hex')),
      signed.map(({ keyId }) => keyId),
      signed.map(({ signature }) => Buffer.from(signature, 'hex')),
    ],
  );
}

/** Takes an entry out and closes the gap behind it. */
async function removeAndClose(attack: Attack): Promise<number> {
  const number = at(attack);
  const { manager } = attack;
  await one(manager, `delete from audit_entries where seq = ${ENTRY}`, [number]);
  await manager.query('delete from audit_chain where number = $1', [number]);
  await manager.query('update audit_chain set number = number - 1 where number > $1', [number]);
  await rechain(manager, number);
  // The checkpoint of the last entry would speak of a number that is gone.
  await manager.query('update audit_checkpoints set number = number - 1 where number > $1', [attack.length - 1]);
  return number;
}

async function insertEntry(attack: Attack, number: number): Promise<void> {
  const { manager, random } = attack;
  const seq = 1_000_000 + random.below(1_000_000);
  await manager.query('update audit_chain set number = number + 1 where number >= $1', [number]);
  await manager.query(
    `insert into audit_entries (seq, at, event, outcome, request_id, data, xid)
     select $1, e.at, 'view.served', 'allowed', gen_random_uuid(), '{"viewId": "1"}', e.xid from audit_entries e order by e.seq limit 1`,
    [seq],
  );
  await manager.query(`insert into audit_chain values ($1, $2, $3, $3)`, [number, seq, Buffer.alloc(32)]);
  await rechain(manager, number);
}

async function rewriteTail(attack: Attack): Promise<number> {
  const number = at(attack);
  await one(attack.manager, `update audit_entries set outcome = 'denied' where seq = ${ENTRY}`, [number]);
  await rechain(attack.manager, number);
  return number;
}

async function truncate({ manager, length, random }: Attack): Promise<number> {
  const kept = random.below(length);
  await manager.query('delete from audit_entries where seq in (select seq from audit_chain where number > $1)', [kept]);
  await manager.query('delete from audit_chain where number > $1', [kept]);
  await manager.query('delete from audit_checkpoints where number > $1', [kept]);
  return kept;
}

async function swap({ manager, random }: Attack, table: string, columns: string[], key: string): Promise<void> {
  const keys = await manager.query<{ key: string }[]>(`select ${key}::text as key from ${table} order by ${key}`);
  const first = random.below(keys.length - 1);
  const second = first + 1 + random.below(keys.length - first - 1);
  const set = columns.map((column) => `${column} = o.${column}`).join(', ');
  await one(
    manager,
    `update ${table} t set ${set} from ${table} o where (t.${key}, o.${key}) in (($1::bigint, $2::bigint), ($2::bigint, $1::bigint))`,
    [keys[first]?.key, keys[second]?.key],
  );
}

const lines = (file: string) => file.trimEnd().split('\n');
const joined = (all: readonly string[]) => (all.length > 0 ? `${all.join('\n')}\n` : '');
const CONTENT = ['at', 'event', 'outcome', 'account_id', 'session_id', 'request_id', 'network', 'data', 'xid'];

export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'position of an entry changed': editEntry('seq', (random) => `seq + ${1_000_000 + random.below(1_000_000)}`),
  'transaction of an entry changed': editEntry('xid', (random) => `(xid::text::bigint + ${1 + random.below(50)})::text::xid8`),
  'time of an entry changed': editEntry(
    'at',
    (random) => `at + interval '1 microsecond' * ${random.pick(['1', '-1', '60000000', '-86400000000'])}`,
  ),
  'event changed': editEntry('event', (random) => `event || '${random.pick([' ', 'x', '\u202e', '\u200b'])}'`),
  'outcome changed': editEntry('outcome', () => `case outcome when 'allowed' then 'denied' else 'allowed' end`),
  'person changed': editEntry('account_id', () => 'gen_random_uuid()'),
  'person removed': editEntry('account_id', () => 'null'),
  'session changed': editEntry('session_id', (random) => random.pick(['gen_random_uuid()', 'null'])),
  'request changed': editEntry('request_id', () => 'gen_random_uuid()'),
  'network changed': editEntry('network', () => `case when network is null then '' else null end`),
  'data changed': editEntry('data', (random) => `data || '{"pages": ${random.below(1000) + 1000}}'`),
  'a number in the data written otherwise': editEntry('data', () => `data || '{"pages": 7.00000000000000000001}'`),
  'data removed': editEntry('data', () => `'{}'`),
  'content of two entries exchanged': (attack) => swap(attack, 'audit_entries', CONTENT, 'seq'),
  'two entries exchanged in the chain': (attack) => swap(attack, 'audit_chain', ['seq'], 'number'),
  'two entries exchanged in the chain, with their digests': (attack) => swap(attack, 'audit_chain', ['seq', 'digest'], 'number'),
  'two links exchanged': (attack) => swap(attack, 'audit_chain', ['seq', 'digest', 'hash'], 'number'),
  'two entries exchanged and all that follows chained anew': async (attack) => {
    await swap(attack, 'audit_chain', ['seq'], 'number');
    await rechain(attack.manager, 1);
  },
  'number of a link changed': editRow('audit_chain', 'number', 'number + 100000'),
  'position of a link changed': editRow('audit_chain', 'seq', 'seq + 1000000'),
  'digest of a link changed': editRow('audit_chain', 'digest', 'sha256(digest)'),
  'hash of a link changed': editRow('audit_chain', 'hash', 'sha256(hash)'),
  'number of a checkpoint changed': editRow('audit_checkpoints', 'number', 'number + 1'),
  'hash of a checkpoint changed': editRow('audit_checkpoints', 'hash', 'sha256(hash)'),
  'time of a checkpoint changed': editRow('audit_checkpoints', 'at', `at - interval '1 microsecond'`),
  'key of a checkpoint changed': editRow('audit_checkpoints', 'key_id', 'reverse(key_id)'),
  'signature of a checkpoint changed': editRow(
    'audit_checkpoints',
    'signature',
    `set_byte(signature, 5, (get_byte(signature, 5) + 1) % 256)`,
  ),
  'checkpoint removed': async ({ manager, random }) => {
    const all = await manager.query<{ number: string }[]>('select number::text from audit_checkpoints');
    await one(manager, 'delete from audit_checkpoints where number = $1', [random.pick(all).number]);
  },
  'two checkpoints exchanged': (attack) => swap(attack, 'audit_checkpoints', ['hash', 'at', 'signature'], 'number'),
  'signatures of two checkpoints exchanged': (attack) => swap(attack, 'audit_checkpoints', ['signature'], 'number'),
  'entry deleted': (attack) => one(attack.manager, `delete from audit_entries where seq = ${ENTRY}`, [at(attack)]),
  'entry deleted with its link': async (attack) => {
    const number = at(attack);
    await one(attack.manager, `delete from audit_entries where seq = ${ENTRY}`, [number]);
    await attack.manager.query('delete from audit_chain where number = $1', [number]);
  },
  'link deleted': (attack) => one(attack.manager, 'delete from audit_chain where number = $1', [at(attack)]),
  'entry deleted, the gap closed, chained anew': async (attack) => void (await removeAndClose(attack)),
  'entry deleted, chained anew, signed with a key of his own': async (attack) =>
    resign(attack.manager, attack.world.own, await removeAndClose(attack)),
  'entry deleted, chained anew, signed with the stolen key': async (attack) =>
    resign(attack.manager, attack.world.stolen, await removeAndClose(attack)),
  'entry inserted outside of the chain': ({ manager, random }) =>
    one(
      manager,
      `insert into audit_entries (seq, event, outcome, request_id, data) values ($1, 'view.served', 'allowed', gen_random_uuid(), '{}')`,
      [2_000_000 + random.below(1000)],
    ),
  'entry inserted into the chain': async (attack) => insertEntry(attack, at(attack)),
  'entry inserted and everything signed with the stolen key': async (attack) => {
    const number = at(attack);
    await insertEntry(attack, number);
    await resign(attack.manager, attack.world.stolen, 1);
  },
  'entry appended without a checkpoint': async (attack) => insertEntry(attack, attack.length + 1),
  'entry doubled': (attack) =>
    one(
      attack.manager,
      `insert into audit_entries (seq, ${CONTENT.join(', ')}) select seq, ${CONTENT.join(', ')} from audit_entries where seq = ${ENTRY}`,
      [at(attack)],
    ),
  'link doubled': (attack) => one(attack.manager, 'insert into audit_chain select * from audit_chain where number = $1', [at(attack)]),
  'end cut off in the database': async (attack) => void (await truncate(attack)),
  'end cut off, checkpoints kept': async ({ manager, length, random }) => {
    const kept = random.below(length);
    await manager.query('delete from audit_entries where seq in (select seq from audit_chain where number > $1)', [kept]);
    await manager.query('delete from audit_chain where number > $1', [kept]);
  },
  'end cut off and the place sealed with the stolen key': async (attack) => {
    const kept = await truncate(attack);
    if (kept === 0) return;
    const { manager, world } = attack;
    const [row] = await manager.query<{ hash: string }[]>(`select encode(hash, 'hex') as hash from audit_chain where number = $1`, [kept]);
    const signed = world.stolen.checkpoint({ number: `${kept}`, hash: row?.hash ?? '', at: `${Date.now()}000` });
    await manager.query(
      `insert into audit_checkpoints select $1, decode($2, 'hex'), to_timestamp($3::bigint / 1000000), $4, decode($5, 'hex')
        where not exists (select from audit_checkpoints where number = $1)`,
      [signed.number, signed.hash, signed.at, signed.keyId, signed.signature],
    );
  },
  'everything deleted': async ({ manager }) => void (await manager.query('truncate audit_entries, audit_chain, audit_checkpoints')),
  'tail rewritten, hashes recomputed': async (attack) => void (await rewriteTail(attack)),
  'tail rewritten, checkpoints dropped': async (attack) => {
    const from = await rewriteTail(attack);
    await one(attack.manager, 'delete from audit_checkpoints where number >= $1', [from]);
  },
  'tail rewritten, signed with a key of his own': async (attack) => resign(attack.manager, attack.world.own, await rewriteTail(attack)),
  'tail rewritten, signed with the stolen key': async (attack) => resign(attack.manager, attack.world.stolen, await rewriteTail(attack)),
  'the whole trail rewritten and signed with the stolen key': async (attack) => {
    await attack.manager.query(`update audit_entries set network = '10.9.9.9'`);
    await rechain(attack.manager, 1);
    await resign(attack.manager, attack.world.stolen, 1);
  },
  'line of the file changed': async ({ world: { file }, random }) => {
    const all = lines(file);
    const index = random.below(all.length);
    const line = all[index] ?? '';
    // The last hexadecimal digits belong to the signature.
    all[index] = `${line.slice(0, -5)}${line.at(-5) === '0' ? '1' : '0'}${line.slice(-4)}`;
    return joined(all);
  },
  'end of the file cut off': async ({ world: { file }, random }) => {
    const all = lines(file);
    return joined(all.slice(0, random.below(all.length)));
  },
  'end cut off in the database, and the file but for its last line': async (attack) => {
    await truncate(attack);
    return joined(lines(attack.world.file).slice(-1));
  },
  'file replaced by one signed with a key of his own': async ({ manager, world }) => {
    const rows = await manager.query<{ number: string; hash: string; at: string }[]>(
      `select number::text, encode(hash, 'hex') as hash, (extract(epoch from at) * 1000000)::bigint::text as at from audit_checkpoints`,
    );
    return joined(rows.map((row) => JSON.stringify(world.own.checkpoint(row))));
  },
};

/** What nobody can find, and the reason why the file must be kept where the attacker is not: key, database and file are his. */
export const BEYOND: Tampering = async (attack) => {
  const { manager, world } = attack;
  await resign(manager, world.stolen, await rewriteTail(attack));
  const rows = await manager.query<{ number: string; hash: string; at: string }[]>(
    `select number::text, encode(hash, 'hex') as hash, (extract(epoch from at) * 1000000)::bigint::text as at from audit_checkpoints`,
  );
  return joined(rows.map((row) => JSON.stringify(world.stolen.checkpoint(row))));
};
