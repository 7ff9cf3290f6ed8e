import type { AuditTrail } from '@app/audit';
import {
  ASSURANCE,
  type Assurance,
  type AuditObject,
  type ErrorCode,
  type Level,
  type ObjectPermission,
  PERMISSIONS,
  type SystemPermission,
  type SystemRole,
} from '@app/contracts';
import type { Database, TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { AppError } from '@app/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { decide, decideSystem, type AccessObject, type Decision, type Proposal, type Reason, type Subject } from '../rules/decide.js';

/** What a decision is about, for the trail. */
export interface Named {
  /** Kind of thing: `meeting`, `item`, `document`… */
  readonly object: AuditObject;
  readonly id: string;
}

/** Refused or missing. To the outside it is `not_found` (or `step_up_required`); the trail keeps the reasons. */
export class AccessDenied extends AppError {
  constructor(
    readonly action: ObjectPermission | SystemPermission,
    readonly named: Named,
    readonly decision: Decision | null,
    readonly judged: AccessObject | null,
  ) {
    super(answerTo(decision?.reasons ?? ['missing'], judged));
    this.name = 'AccessDenied';
  }
}

/**
 * What the asker may be told: all he lacks is a fresh proof of who he is, so he knows of the object already; or another
 * person, for what an office shows him anyway.
 */
function answerTo(reasons: readonly (Reason | 'missing')[], judged: AccessObject | null): ErrorCode {
  if (reasons.every((reason) => reason === 'fresh')) return 'step_up_required';
  if (judged === null && reasons.every((reason) => reason === 'second')) return 'second_person_required';
  return 'not_found';
}

interface SubjectRow {
  active: boolean;
  country: string;
  level: Level | null;
  caveats: string[] | null;
  system_role: SystemRole | null;
  assurance: Assurance;
  ceiling: Level;
  fresh: boolean;
}

/** Seconds for which a strong proof of who one is counts as fresh (docs/access-policy.md §1). */
const FRESH_SECONDS = 5 * 60;

/**
 * Milliseconds after which a refusal is answered. What is there and hidden takes the database longer to refuse than what
 * is not there; both take less than this.
 */
const REFUSAL_MS = 30;

/** The first wall: asks the pure decision about concrete objects, with facts from the database, and logs every answer. */
export class AccessService {
  /** Subjects are loaded once a transaction: a change of clearance is seen by the next one. */
  readonly #subjects = new WeakMap<object, Promise<Subject>>();

  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Runs work that asks for decisions. When it is refused, the transaction is rolled back and the refusal is
   * written apart, so that it is kept; and it is answered at the same time, whether there was something or not.
   */
  async judged<T>(ctx: RequestContext, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await this.database.transaction(ctx, work);
    } catch (error) {
      if (error instanceof AccessDenied) {
        const { action, named, decision, judged } = error;
        const data = {
          action,
          object: named.object,
          objectId: named.id,
          label: judged?.label ?? null,
          reasons: decision?.reasons ?? ['missing'],
        };
        await this.audit.recordApart(ctx, 'access.decided', data, 'denied');
        await pause(Math.max(0, begun + REFUSAL_MS - performance.now()));
      }
      throw error;
    }
  }

  /** Who is asking, with clearance as it stands now. */
  subject(ctx: TransactionContext): Promise<Subject> {
    const known = this.#subjects.get(ctx.transaction);
    if (known) return known;
    const loading = loadSubject(ctx);
    this.#subjects.set(ctx.transaction, loading);
    return loading;
  }

  /**
   * The subject may do this to that, or it does not exist for him.
   *
   * @param object null when no row was found (row-level security hides what must not be seen).
   * @throws AccessDenied
   */
  async require<T extends AccessObject>(ctx: TransactionContext, action: ObjectPermission, named: Named, object: T | null): Promise<T> {
    const judged = await this.check(ctx, action, named, object);
    await this.audit.record(
      ctx,
      'access.decided',
      { action, object: named.object, objectId: named.id, label: judged.label, reasons: [] },
      'allowed',
    );
    return judged;
  }

  /**
   * The same for an act whose own entry says what was allowed, about what and under which label: the trail gets one
   * entry of it and not two. A refusal is entered as ever.
   *
   * @throws AccessDenied
   */
  async check<T extends AccessObject>(ctx: TransactionContext, action: ObjectPermission, named: Named, object: T | null): Promise<T> {
    ctx.decisions.count += 1;
    if (!object) throw new AccessDenied(action, named, null, null);
    const decision = decide(await this.subject(ctx), action, object);
    if (!decision.allow) throw new AccessDenied(action, named, decision, object);
    return object;
  }

  /** A system permission. @throws AccessDenied */
  async requireSystem(ctx: TransactionContext, permission: SystemPermission, proposal: Proposal = {}): Promise<void> {
    ctx.decisions.count += 1;
    const decision = decideSystem(await this.subject(ctx), permission, proposal);
    const named: Named = { object: 'system', id: permission };
    if (!decision.allow) throw new AccessDenied(permission, named, decision, null);
    await this.audit.record(
      ctx,
      'access.decided',
      { action: permission, object: named.object, objectId: named.id, label: null, reasons: [] },
      'allowed',
    );
  }

  /** The allowed subset of what the database returned; one entry in the trail for the list. */
  async filter<T>(
    ctx: TransactionContext,
    action: ObjectPermission,
    object: AuditObject,
    things: readonly T[],
    describe: (thing: T) => AccessObject,
  ): Promise<T[]> {
    ctx.decisions.count += 1;
    const subject = await this.subject(ctx);
    const allowed = things.filter((thing) => decide(subject, action, describe(thing)).allow);
    await this.audit.record(ctx, 'access.listed', { action, object, shown: allowed.length }, 'allowed');
    return allowed;
  }

  /** Whether the client may offer an action; logged when it is done, not when it is offered. */
  async may(ctx: TransactionContext, action: ObjectPermission, object: AccessObject): Promise<boolean> {
    // A fresh proof can be given in the moment of the act: it is asked for then.
    return decide(await this.subject(ctx), action, object).reasons.every((reason) => reason === 'fresh');
  }

  /** The same for a system permission. */
  async maySystem(ctx: TransactionContext, permission: SystemPermission, proposal: Proposal = {}): Promise<boolean> {
    return decideSystem(await this.subject(ctx), permission, proposal).reasons.every((reason) => reason === 'fresh');
  }
}

/** Whether a handler with this permission has to ask for a decision before it may answer. */
export function needsDecision(permission: keyof typeof PERMISSIONS): boolean {
  return PERMISSIONS[permission] === 'object' || PERMISSIONS[permission] === 'system';
}

async function loadSubject(ctx: TransactionContext): Promise<Subject> {
  if (!ctx.actor) throw new AppError('not_signed_in');
  const { accountId, sessionId } = ctx.actor;
  // The session as it stands now: who signed out a moment ago, or was signed out, is nobody (and his account inactive).
  const [row] = await ctx.transaction.query<SubjectRow>(
    `select a.active, a.country, a.system_role, c.level, c.caveats, s.assurance, s.ceiling,
            coalesce(s.strong_at > now() - make_interval(secs => $3), false) as fresh from accounts a
       join sessions s on s.account_id = a.id and s.id = $2 and s.ended_at is null and s.expires_at > now()
       left join clearances c on c.account_id = a.id and (c.valid_until is null or c.valid_until > now())
      where a.id = $1`,
    [accountId, sessionId, FRESH_SECONDS],
  );
  return {
    accountId,
    active: row?.active ?? false,
    country: row?.country ?? '',
    clearance: row?.level ?? -1,
    caveats: row?.caveats ?? [],
    // The place he signed in at, and the one he asks from.
    ceiling: Math.min(row?.ceiling ?? 0, ctx.actor.ceiling) as Level,
    assurance: row?.assurance ?? ASSURANCE.none,
    fresh: row?.fresh ?? false,
    systemRole: row?.system_role ?? null,
  };
}
