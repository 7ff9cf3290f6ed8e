import { createHash } from 'node:crypto';
import type { AuditTrail } from '@app/audit';
import type { AnnotationContent, AnnotationOperation, CommittedOperation } from '@app/contracts';
import type { Database, TransactionContext } from '@app/database';
import { AppError, notFound } from '@app/platform';
import { findCommitted, findKnown, findOwn, insertOperations, lockVersion, type NewOperation } from './journal.repository.js';
import { scopeOf, type Append, type BatchResult, type Outcome, type ScopedOperation, type Writer } from './journal.types.js';

/** A writer's appends of one batch. */
interface Group {
  readonly writer: Writer;
  readonly appends: readonly Append[];
}
type GroupResult = { readonly outcomes: ReadonlyMap<Append, Outcome>; readonly committed: readonly ScopedOperation[] };

/**
 * Stores what came in for one version since the last tick: one transaction and one commit for all writers, in it one
 * insert per writer, because the second wall (row-level security) judges whose rows they are.
 */
export async function storeBatch(
  database: Database,
  audit: AuditTrail,
  versionId: string,
  appends: readonly Append[],
): Promise<BatchResult> {
  const groups = groupByWriter(appends);
  const outcomes = new Map<Append, Outcome>();
  const committed: ScopedOperation[] = [];
  const keep = (result: GroupResult) => {
    for (const [append, outcome] of result.outcomes) outcomes.set(append, outcome);
    committed.push(...result.committed);
  };
  try {
    for (const result of await storeGroups(database, audit, versionId, groups)) keep(result);
  } catch (error) {
    if (groups.length === 1) throw refusalOf(error);
    // One writer's rows were refused by the database and took everybody's with them: each again on his own, so that
    // nobody's stroke is lost for another's sake.
    for (const group of groups) {
      try {
        for (const result of await storeGroups(database, audit, versionId, [group])) keep(result);
      } catch (alone) {
        for (const append of group.appends) outcomes.set(append, { kind: 'refused', error: refusalOf(alone) });
      }
    }
  }
  return { outcomes: appends.map((append) => outcomes.get(append) ?? { kind: 'refused', error: new AppError('internal') }), committed };
}

async function storeGroups(database: Database, audit: AuditTrail, versionId: string, groups: readonly Group[]): Promise<GroupResult[]> {
  const [first] = groups;
  if (!first) return [];
  return database.transaction(first.writer.ctx, async (ctx) => {
    await lockVersion(ctx, versionId);
    const results: GroupResult[] = [];
    for (const group of groups) {
      const bound = group === first ? ctx : await ctx.transaction.actAs(group.writer.ctx);
      const { stored, ...result } = await storeGroup(bound, versionId, group);
      if (stored > 0) await audit.record(bound, 'annotation.committed', { versionId, count: stored });
      results.push(result);
    }
    return results;
  });
}

async function storeGroup(
  ctx: TransactionContext,
  versionId: string,
  { writer, appends }: Group,
): Promise<GroupResult & { stored: number }> {
  const operations = appends.flatMap((append) => append.operations);
  const known = await findKnown(
    ctx,
    operations.map(({ id }) => id),
  );
  const own = await findOwn(
    ctx,
    versionId,
    operations.flatMap((operation) => (operation.kind === 'add' ? [] : [operation.target])),
  );

  const fresh = new Map<string, NewOperation>();
  const refused = new Map<Append, unknown>();
  for (const append of appends) {
    try {
      for (const operation of plan(append, fresh)) fresh.set(operation.id, operation);
    } catch (error) {
      refused.set(append, error);
    }
  }
  const numbers = await insertOperations(ctx, writer.seat, versionId, [...fresh.values()]);
  // The first answer may have got lost after the commit, and with it the readers' notice: they are told again.
  const repeated = operations.filter(({ id }) => known.has(id)).map(({ id }) => id);
  const again = await findCommitted(ctx, versionId, repeated);
  const author = { accountId: writer.seat.accountId, delegation: writer.seat.delegation };
  return {
    stored: fresh.size,
    outcomes: new Map(
      appends.map((append): [Append, Outcome] => [
        append,
        refused.has(append)
          ? { kind: 'refused', error: refused.get(append) }
          : { kind: 'stored', acks: append.operations.map(({ id }) => ({ id, seq: numbers.get(id) ?? known.get(id)?.seq ?? 0 })) },
      ]),
    ),
    committed: [
      ...again.map((operation) => ({ scope: scopeOf(operation.layer, operation.author), operation })),
      ...[...fresh.values()].map((operation) => ({ scope: operation.scope, operation: describe(operation) })),
    ],
  };

  /** Checks one append against what is stored and what goes before it in this batch. @throws AppError */
  function plan(append: Append, before: ReadonlyMap<string, NewOperation>): NewOperation[] {
    const planned = new Map<string, NewOperation>();
    for (const operation of append.operations) {
      const digest = digestOf(versionId, operation);
      const earlier = known.get(operation.id) ?? before.get(operation.id) ?? planned.get(operation.id);
      if (earlier) {
        // An id is used once: a second content under it would let readers of the first see something else than its author.
        if (earlier.digest !== digest) throw new AppError('state_forbids');
        continue;
      }
      const about =
        operation.kind === 'add' ? null : (own.get(operation.target) ?? before.get(operation.target) ?? planned.get(operation.target));
      const scope = operation.kind === 'add' ? scopeOf(operation.layer, writer.seat) : about?.scope;
      if (!scope || (about && !about.content)) throw notFound();
      if (!(scope.layer === 'private' ? writer.abilities.note : writer.abilities.write)) throw notFound();
      const target = operation.kind === 'add' ? operation.id : operation.target;
      planned.set(operation.id, {
        id: operation.id,
        kind: operation.kind,
        target,
        scope,
        digest,
        content: operation.kind === 'add' ? operation.annotation : null,
      });
    }
    return [...planned.values()];
  }

  function describe({ id, kind, scope, target, content }: NewOperation): CommittedOperation {
    const common = { id, seq: numbers.get(id) ?? 0, layer: scope.layer, author };
    if (kind === 'add') return { ...common, kind, annotation: content };
    if (kind === 'remove') return { ...common, kind, target };
    return { ...common, kind, target, annotation: contentOf(target) };
  }

  function contentOf(target: string): AnnotationContent | null {
    return own.get(target)?.content ?? fresh.get(target)?.content ?? null;
  }
}

function groupByWriter(appends: readonly Append[]): Group[] {
  const groups = new Map<Writer['ctx'], Append[]>();
  for (const append of appends) {
    const group = groups.get(append.writer.ctx);
    if (group) group.push(append);
    else groups.set(append.writer.ctx, [append]);
  }
  return [...groups.values()].map((group) => ({ writer: (group[0] as Append).writer, appends: group }));
}

function digestOf(versionId: string, operation: AnnotationOperation): string {
  const content = operation.kind === 'add' ? [operation.layer, operation.annotation] : [operation.target];
  return createHash('sha256')
    .update(JSON.stringify([versionId, operation.kind, ...content]))
    .digest('hex');
}

/** Row-level security refused, or the id is in use where the writer may not look any more: words that reveal nothing. */
function refusalOf(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '42501') return notFound();
  if (code === '23505') return new AppError('state_forbids');
  return error;
}
