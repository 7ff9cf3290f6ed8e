import { type Label, type Level, type Role } from '@app/contracts';
import { type DataSource, type QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Person, type Thing } from '../matrix/facts.js';
import { type TableOracle } from '../matrix/table-oracle.js';
import { viewersOf, within } from '../matrix/viewers.js';
import { actAs } from './rows-read.js';
import { type Reader } from './world.js';

const HOUR = 3_600_000;
const RELEASED: Label['releasableTo'][] = [['ALL'], ['BH'], ['BH', 'SA']];
const LABELS: Label[] = ([1, 2] as Level[]).flatMap((level) =>
  [[], ['CYBER']].flatMap((caveats) => RELEASED.map((releasableTo) => ({ level, caveats, releasableTo, originator: 'BH' }))),
);
const OTHER = 'SA';
/** Who may have to do with a request: each kind of role of the originator's side, somebody else's, and no role at all. */
const CAST: [country: string, role: Role | null][] = [
  ['BH', 'secretary'],
  ['BH', 'chair'],
  ['BH', 'member'],
  ['BH', 'expert'],
  ['BH', 'observer'],
  ['BH', null],
  ['SA', 'member'],
];

interface Player extends Reader {
  role: Role | null;
}
/** One meeting with one item and one paper, and people who are cleared for everything. */
export interface Stage {
  players: Player[];
  meetingId: string;
  things: { table: string; key: string; id: string; kind: string }[];
}

export async function buildStage(owner: DataSource): Promise<Stage> {
  const [bodyId, meetingId, itemId, documentId] = [uuid(), uuid(), uuid(), uuid()];
  const label = `2, '{}', '{BH}', 'BH'`;
  const columns = 'level, caveats, releasable_to, originator';
  await owner.query(`insert into bodies (id, name_ar, name_en, home_site, ${columns}) values ($1, 'ل', 'C', 'BH', ${label})`, [bodyId]);
  await owner.query(
    `insert into meetings (id, body_id, kind, title_ar, title_en, starts_at, ends_at, sites, state, home_site, ${columns})
       values ($1, $2, 'regular', 'ا', 'M', now(), now() + interval '1 hour', '{BH}', 'inSession', 'BH', ${label})`,
    [meetingId, bodyId],
  );
  const players: Player[] = [];
  for (const [country, role] of CAST) {
    const person: Person = {
      accountId: uuid(),
      active: true,
      country,
      clearance: 4,
      caveats: ['CYBER', 'NET'],
      ceiling: 4,
      assurance: 2,
      fresh: true,
      systemRole: null,
    };
    const sessionId = uuid();
    await owner.query(
      `insert into accounts (id, login, name_ar, name_en, country, site) values ($1::uuid, $1::uuid::text, 'ق', 'R', $2, $2)`,
      [person.accountId, country],
    );
    await owner.query(`insert into clearances (account_id, level, caveats) values ($1, 4, '{CYBER,NET}')`, [person.accountId]);
    await owner.query(`insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, $2, $3, 2, 4, $4)`, [
      sessionId,
      Buffer.from(sessionId),
      person.accountId,
      new Date(Date.now() + HOUR),
    ]);
    if (role) {
      await owner.query(`insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, $3, $4)`, [
        meetingId,
        person.accountId,
        role,
        country,
      ]);
    }
    players.push({ person, sessionId, role, ceiling: person.ceiling });
  }
  await owner.query(`insert into agenda_items (id, meeting_id, position, cover_title_ar, cover_title_en) values ($1, $2, 0, 'ب', 'I')`, [
    itemId,
    meetingId,
  ]);
  await owner.query(
    `insert into item_contents (item_id, meeting_id, title_ar, title_en, type, ${columns}) values ($1, $2, 'ب', 'I', 'decision', ${label})`,
    [itemId, meetingId],
  );
  await owner.query(
    `insert into documents (id, meeting_id, item_id, position, title, language, current_version_id, home_site, uploaded_by, ${columns})
       values ($1, $2, $3, 0, 'P', 'en', $1, 'BH', $4, ${label})`,
    [documentId, meetingId, itemId, players[0]?.person.accountId],
  );
  return {
    players,
    meetingId,
    things: [
      { table: 'meetings', key: 'id', id: meetingId, kind: 'meeting' },
      { table: 'item_contents', key: 'item_id', id: itemId, kind: 'item' },
      { table: 'documents', key: 'id', id: documentId, kind: 'document' },
    ],
  };
}

/** Every change of a label the secretary can try in one statement: only what adds no reader is carried out (§9). */
export async function tryChanges(runner: QueryRunner, stage: Stage, differences: string[]): Promise<number> {
  let tried = 0;
  const [secretary] = stage.players;
  if (!secretary) throw new Error('nobody to try');
  for (const { table, key, id } of stage.things) {
    for (const before of LABELS) {
      for (const after of [...LABELS, { ...before, originator: OTHER }]) {
        tried++;
        await savepoint(runner, async () => {
          await setLabel(runner, table, key, id, before);
          const changed = await changes(runner, () =>
            actAs(runner, secretary, () =>
              runner.query(
                `update ${table} set level = $2, caveats = $3, releasable_to = $4, originator = $5 where ${key} = $1 returning 1`,
                [id, ...valuesOf(after), after.originator],
              ),
            ),
          );
          const allowed = after.originator === before.originator && within(viewersOf(after, 3), viewersOf(before, 3));
          if (changed !== allowed) differences.push(`${table} ${JSON.stringify([before, after])}: ${changed ? 'changed' : 'refused'}`);
        });
      }
    }
  }
  return tried;
}

interface Fate {
  /** What becomes of whoever asked; `$1` is he, `$2` the meeting. */
  readonly sql?: string;
  /** The same for the oracle. */
  readonly person?: Partial<Person>;
  readonly role?: Role | null;
  /** The label is another one by then. */
  readonly relabelled?: true;
}
/** What may happen between the asking and the approval. */
const MEANWHILE: Readonly<Record<string, Fate>> = {
  nothing: {},
  relabelled: { relabelled: true },
  'signed out': { sql: 'update sessions set ended_at = now() where account_id = $1' },
  'another delegate': { sql: `update participants set role = 'alternate' where account_id = $1 and meeting_id = $2`, role: 'alternate' },
  deactivated: { sql: 'update accounts set active = false where id = $1', person: { active: false } },
  'put out of the meeting': { sql: 'delete from participants where account_id = $1 and meeting_id = $2', role: null },
  'made an expert': { sql: `update participants set role = 'expert' where account_id = $1 and meeting_id = $2`, role: 'expert' },
  'of another country': { sql: `update accounts set country = '${OTHER}' where id = $1`, person: { country: OTHER } },
  'cleared for less': { sql: 'update clearances set level = 1 where account_id = $1', person: { clearance: 1 } },
  'without the caveat': { sql: `update clearances set caveats = '{NET}' where account_id = $1`, person: { caveats: ['NET'] } },
  'no longer cleared': {
    sql: `update clearances set valid_until = now() - interval '1 second' where account_id = $1`,
    person: { clearance: -1 },
  },
};

/**
 * Every pair of persons asks and approves, with and without something happening in between: the label becomes weaker
 * exactly when the policy lets one ask, also as things stand at the approval, and the other approve, and it is still the
 * one that was asked about.
 */
export async function tryRequests(runner: QueryRunner, stage: Stage, table: TableOracle, differences: string[]): Promise<number> {
  let tried = 0;
  const before: Label = { level: 2, caveats: ['CYBER'], releasableTo: ['BH', 'SA'], originator: 'BH' };
  const wanted: Label = { level: 1, caveats: [], releasableTo: ['ALL'], originator: 'BH' };
  for (const target of stage.things) {
    for (const asks of stage.players) {
      for (const approves of stage.players) {
        const thing = ({ role }: Pick<Player, 'role'>): Thing => ({
          label: before,
          state: 'inSession',
          role,
          requestedBy: asks.person.accountId,
        });
        const lets =
          table.judge(asks.person, 'label.request', thing(asks)) === 0 &&
          table.judge(approves.person, 'label.approve', thing(approves)) === 0;
        // Two whom the policy refuses anyway are not tried with everything that may become of one of them.
        for (const [meanwhile, fate] of Object.entries(MEANWHILE).slice(0, lets ? undefined : 2)) {
          tried++;
          const later = { person: { ...asks.person, ...fate.person }, role: fate.role === undefined ? asks.role : fate.role };
          const allowed = lets && fate.relabelled !== true && table.judge(later.person, 'label.request', thing(later)) === 0;
          await savepoint(runner, async () => {
            await setLabel(runner, target.table, target.key, target.id, before);
            const changed = await changes(runner, async () => {
              const request = uuid();
              await actAs(runner, asks, () => ask(runner, stage, request, target, asks, before, wanted));
              if (fate.relabelled) await setLabel(runner, target.table, target.key, target.id, { ...before, level: 3 });
              if (fate.sql)
                await runner.query(fate.sql, [asks.person.accountId, stage.meetingId].slice(0, fate.sql.includes('$2') ? 2 : 1));
              return actAs(runner, approves, () => approve(runner, request, approves));
            });
            if (changed !== allowed)
              differences.push(
                `${target.table}: asked by ${nameOf(asks)}, approved by ${asks === approves ? 'himself' : nameOf(approves)}, meanwhile ${meanwhile}: ${changed ? 'weaker' : 'refused'}`,
              );
          });
        }
      }
    }
  }
  return tried;
}

const nameOf = ({ role, person }: Player) => `${role ?? 'nobody'} of ${person.country}`;
const valuesOf = ({ level, caveats, releasableTo }: Label) => [level, caveats, releasableTo];

async function ask(runner: QueryRunner, stage: Stage, id: string, target: Stage['things'][number], asks: Player, from: Label, to: Label) {
  await runner.query(
    `insert into label_requests (id, meeting_id, kind, object_id, to_level, to_caveats, to_releasable_to, reason, requested_by, level, caveats, releasable_to, originator)
       values ($1, $2, $3, $4, $5, $6, $7, 'reason', $8, $9, $10, $11, $12)`,
    [id, stage.meetingId, target.kind, target.id, ...valuesOf(to), asks.person.accountId, ...valuesOf(from), from.originator],
  );
}

async function approve(runner: QueryRunner, id: string, approves: Player): Promise<unknown[]> {
  await runner.query(`update label_requests set outcome = 'approved', decided_by = $2, decided_at = now() where id = $1`, [
    id,
    approves.person.accountId,
  ]);
  return runner.query(`select app.apply_label_request($1)`, [id]) as Promise<unknown[]>;
}

/** The label as a fact: written past the triggers, by the superuser. */
export async function setLabel(runner: QueryRunner, table: string, key: string, id: string, label: Label) {
  await runner.query(`set local session_replication_role = replica`);
  await runner.query(`update ${table} set level = $2, caveats = $3, releasable_to = $4, originator = $5 where ${key} = $1`, [
    id,
    ...valuesOf(label),
    label.originator,
  ]);
  await runner.query(`set local session_replication_role = origin`);
}

/** How many rows a statement gave; a refusal of the database is none. */
export async function attempt(runner: QueryRunner, sql: string, parameters: unknown[]): Promise<number> {
  let rows = 0;
  await changes(runner, async () => {
    const given = (await runner.query(sql, parameters)) as unknown[];
    rows = given.length;
    return given;
  });
  return rows;
}

/** Whether a statement changed a row; a refusal of the database is a no. */
async function changes(runner: QueryRunner, work: () => Promise<unknown>): Promise<boolean> {
  await runner.query('savepoint attempt');
  try {
    const result = (await work()) as unknown[];
    // TypeORM answers [rows, count] for UPDATE and rows for SELECT.
    const rows = Array.isArray(result[0]) ? result[0] : result;
    return rows.length > 0;
  } catch (error) {
    // 42501 refused by a policy, 23514 by a check or trigger.
    if (!['42501', '23514'].includes((error as { code?: string }).code ?? '')) throw error;
    await runner.query('rollback to savepoint attempt');
    return false;
  }
}

export async function savepoint(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.query('savepoint trial');
  await work();
  await runner.query('rollback to savepoint trial');
}
