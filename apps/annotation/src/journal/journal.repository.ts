import type { AnnotationClock, AnnotationContent, AnnotationLayer, CommittedOperation } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { Seat } from '../sessions/seat.js';
import type { JournalPage, Scope } from './journal.types.js';

/** Operations and bytes of one page of catching up: a thick paper arrives in several, none of them blocks the line. */
const PAGE_OPERATIONS = 500;
const PAGE_BYTES = 1_000_000;

interface OperationRow {
  id: string;
  seq: string;
  layer: AnnotationLayer;
  kind: CommittedOperation['kind'];
  target: string;
  author_id: string;
  author_delegation: string;
  content: AnnotationContent | null;
}

export interface NewOperation {
  readonly id: string;
  readonly kind: CommittedOperation['kind'];
  readonly target: string;
  readonly scope: Scope;
  readonly digest: string;
  readonly content: AnnotationContent | null;
}

/**
 * One writer at a time per version, in all processes: with the lock held until the commit, "highest number plus one"
 * is nobody else's and a rolled back batch leaves no gap. (The primary key would refuse a number given twice.)
 */
export async function lockVersion(ctx: TransactionContext, versionId: string): Promise<void> {
  await ctx.transaction.query(`select pg_advisory_xact_lock(hashtextextended('annotation:' || $1, 0))`, [versionId]);
}

/** The author's operations with these ids, on whatever version: an id is used once. */
export async function findKnown(ctx: TransactionContext, ids: readonly string[]): Promise<Map<string, { seq: number; digest: string }>> {
  const rows = await ctx.transaction.query<{ id: string; seq: string; digest: string }>(
    `select id, seq, encode(digest, 'hex') as digest from annotation_operations where author_id = app.me() and id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, seq, digest }) => [id, { seq: Number(seq), digest }]));
}

/** The author's own annotations on this version that he wants to remove or restore. */
export async function findOwn(
  ctx: TransactionContext,
  versionId: string,
  ids: readonly string[],
): Promise<Map<string, { scope: Scope; content: AnnotationContent }>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.transaction.query<{ id: string; layer: AnnotationLayer; audience: string; content: AnnotationContent }>(
    `select id, layer, audience, content from annotation_operations
      where version_id = $1 and author_id = app.me() and id = any($2::uuid[]) and kind = 'add'`,
    [versionId, ids],
  );
  return new Map(rows.map(({ id, layer, audience, content }) => [id, { scope: { layer, audience }, content }]));
}

/** Stores all of a writer's operations with the next numbers of their scopes. @returns number by id */
export async function insertOperations(
  ctx: TransactionContext,
  seat: Seat,
  versionId: string,
  operations: readonly NewOperation[],
): Promise<Map<string, number>> {
  if (operations.length === 0) return new Map();
  const column = <T>(read: (operation: NewOperation) => T) => operations.map(read);
  const rows = await ctx.transaction.query<{ id: string; seq: string }>(
    `insert into annotation_operations
       (version_id, layer, audience, seq, id, kind, target, author_id, author_delegation, meeting_id, digest, content)
     select $1, g.layer, g.audience,
            coalesce((select max(s.seq) from annotation_operations s where s.version_id = $1 and s.layer = g.layer and s.audience = g.audience), 0)
              + row_number() over (partition by g.layer, g.audience order by g.position),
            g.id, g.kind, g.target, app.me(), $2, $3, decode(g.digest, 'hex'), g.content::json
       from unnest($4::text[], $5::text[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[]) with ordinality
         as g(layer, audience, id, kind, target, digest, content, position)
     returning id, seq`,
    [
      versionId,
      seat.delegation,
      seat.meetingId,
      column(({ scope }) => scope.layer),
      column(({ scope }) => scope.audience),
      column(({ id }) => id),
      column(({ kind }) => kind),
      column(({ target }) => target),
      column(({ digest }) => digest),
      column(({ content }) => (content ? JSON.stringify(content) : null)),
    ],
  );
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
}

/** What was erased is not handed out again: content only while the author's last word on the annotation is not `remove`. */
const COMMITTED = `
  select o.id, o.seq, o.layer, o.kind, o.target, o.author_id, o.author_delegation,
         case when o.kind <> 'remove' and last.kind <> 'remove' then coalesce(o.content, made.content) end as content
    from wanted o
    left join lateral (
      select l.kind from annotation_operations l
       where l.version_id = o.version_id and l.author_id = o.author_id and l.target = o.target order by l.seq desc limit 1) last on true
    left join annotation_operations made on o.kind = 'restore' and made.author_id = o.author_id and made.id = o.target`;

/** Operations of the writer himself as readers see them, for telling them again after a retry. */
export async function findCommitted(ctx: TransactionContext, versionId: string, ids: readonly string[]): Promise<CommittedOperation[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.transaction.query<OperationRow>(
    `with wanted as (select * from annotation_operations where version_id = $1 and author_id = app.me() and id = any($2::uuid[]))
     ${COMMITTED} order by o.layer, o.seq`,
    [versionId, ids],
  );
  return rows.map(toCommitted);
}

/** What the seat's three scopes hold after a cursor, in order and without gaps. */
export async function findPage(ctx: TransactionContext, seat: Seat, versionId: string, after: AnnotationClock): Promise<JournalPage> {
  const scope = (layer: AnnotationLayer, audience: string, from: string) =>
    `(select * from annotation_operations where version_id = $1 and layer = '${layer}' and audience = ${audience} and seq > ${from} order by seq limit ${PAGE_OPERATIONS + 1})`;
  const rows = await ctx.transaction.query<OperationRow & { total: string }>(
    `with found as (${scope('delegation', '$2', '$3')} union all ${scope('meeting', `''`, '$4')} union all ${scope('private', '$5', '$6')}),
          sized as (
            select found.*, row_number() over w as position, count(*) over () as total, sum(coalesce(octet_length(content::text), 0)) over w as bytes
              from found window w as (order by layer, seq)),
          wanted as (select * from sized where position = 1 or (position <= ${PAGE_OPERATIONS} and bytes <= ${PAGE_BYTES}))
     ${COMMITTED.replace('select o.id', 'select o.total, o.id')} order by o.layer, o.seq`,
    [versionId, seat.delegation, after.delegation, after.meeting, seat.accountId, after.private],
  );
  const operations = rows.map(toCommitted);
  const clock = { ...after };
  for (const { layer, seq } of operations) clock[layer] = seq;
  return { clock, operations, more: Number(rows[0]?.total ?? 0) > rows.length };
}

function toCommitted(row: OperationRow): CommittedOperation {
  const common = {
    id: row.id,
    seq: Number(row.seq),
    layer: row.layer,
    author: { accountId: row.author_id, delegation: row.author_delegation },
  };
  switch (row.kind) {
    case 'add':
      return { ...common, kind: 'add', annotation: row.content };
    case 'remove':
      return { ...common, kind: 'remove', target: row.target };
    case 'restore':
      return { ...common, kind: 'restore', target: row.target, annotation: row.content };
  }
}
