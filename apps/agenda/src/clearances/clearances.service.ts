import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import {
  CLEARANCE_YEARS,
  type decideClearance,
  type EndpointInput,
  type EndpointResponse,
  EXPIRING_DAYS,
  LEVEL,
  type listClearanceProposals,
  type listClearances,
  type proposeClearance,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { SessionStarter } from '../sessions/session-starter.js';
import { CaveatsRepository } from './caveats.repository.js';
import { ClearancesRepository, type FoundProposal, type Grantable } from './clearances.repository.js';

/** What persons may know: granted by one security officer, or by two where it is much (docs/access-policy.md §10). */
@Injectable()
export class ClearancesService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SessionStarter) private readonly sessions: SessionStarter,
    @Inject(ClearancesRepository) private readonly rows: ClearancesRepository,
    @Inject(CaveatsRepository) private readonly caveats: CaveatsRepository,
  ) {}

  async list(
    ctx: TransactionContext,
    query: EndpointInput<typeof listClearances>['query'],
  ): Promise<EndpointResponse<typeof listClearances>> {
    await this.access.requireSystem(ctx, 'clearance.list');
    const found = await this.rows.page(ctx, { ...query, expiringDays: EXPIRING_DAYS });
    const shown = found.slice(0, query.limit);
    return {
      people: shown.map((one) => {
        const other = one.person.id !== ctx.actor?.accountId;
        return { ...one, abilities: { propose: other, revoke: other && one.clearance?.standing === 'inForce' } };
      }),
      next: found.length > shown.length ? (shown.at(-1)?.person.id ?? null) : null,
    };
  }

  async proposals(ctx: TransactionContext): Promise<EndpointResponse<typeof listClearanceProposals>> {
    await this.access.requireSystem(ctx, 'clearance.list');
    const open = await this.rows.openProposals(ctx);
    return {
      proposals: open.map((found) => {
        const { standing, validUntil, proposedAt, ...proposal } = found;
        const mine = proposal.proposedBy.id === ctx.actor?.accountId;
        const second = !mine && proposal.person.id !== ctx.actor?.accountId;
        return {
          ...proposal,
          validUntil: validUntil?.toISOString() ?? null,
          proposedAt: proposedAt.toISOString(),
          abilities: { confirm: second && standing && !hasLapsed(found), refuse: second, withdraw: mine },
        };
      }),
    };
  }

  /**
   * Less than he has holds at once; so does what one officer may give. The rest waits for a second one.
   *
   * @throws AppError `not_found`, `not_oneself`, `invalid_input`, `already_pending`
   */
  async propose(
    ctx: TransactionContext,
    accountId: string,
    body: EndpointInput<typeof proposeClearance>['body'],
  ): Promise<EndpointResponse<typeof proposeClearance>> {
    await this.#begin(ctx, accountId);
    const wanted: Grantable = {
      ...body,
      caveats: [...body.caveats].sort(),
      validUntil: body.validUntil ? new Date(body.validUntil) : null,
    };
    const before = await this.rows.inForce(ctx, accountId);
    await this.#check(ctx, wanted, before);
    if (before && covers(before, wanted)) {
      await this.#refuseOpen(ctx, accountId);
      await this.rows.lower(ctx, accountId, wanted);
      await this.audit.record(ctx, 'clearance.lowered', { accountId, ...snapshot(wanted) });
    } else if (wanted.level <= LEVEL.confidential && wanted.caveats.length === 0) {
      await this.#refuseOpen(ctx, accountId);
      await this.sessions.widen(ctx, accountId, () => this.rows.grant(ctx, accountId, wanted));
      await this.audit.record(ctx, 'clearance.granted', { accountId, proposalId: null, ...snapshot(wanted) });
    } else {
      const proposalId = uuid();
      if (!(await this.rows.propose(ctx, proposalId, accountId, wanted))) throw new AppError('already_pending');
      await this.audit.record(ctx, 'clearance.proposed', { proposalId, accountId, ...snapshot(wanted) });
      return { effect: 'pending' };
    }
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [accountId] });
    return { effect: 'inForce' };
  }

  /** @throws AppError `not_found`, `not_oneself` */
  async revoke(ctx: TransactionContext, accountId: string): Promise<void> {
    await this.#begin(ctx, accountId);
    await this.#refuseOpen(ctx, accountId);
    if (!(await this.rows.revoke(ctx, accountId))) return;
    await this.audit.record(ctx, 'clearance.revoked', { accountId });
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [accountId] });
  }

  /** @throws AppError `not_found` (also when it was decided, or would be over already), `second_person_required` */
  async decide(ctx: TransactionContext, proposalId: string, { outcome }: EndpointInput<typeof decideClearance>['body']): Promise<void> {
    await this.access.requireSystem(ctx, 'clearance.grant');
    await this.rows.lock(ctx);
    const [proposal] = await this.rows.openProposals(ctx, proposalId);
    if (!proposal) throw new AppError('not_found');
    requireRightPerson(ctx, proposal, outcome);
    if (outcome === 'confirmed' && hasLapsed(proposal)) throw new AppError('not_found');
    if (!(await this.rows.decide(ctx, proposalId, outcome))) throw new AppError('not_found');
    const accountId = proposal.person.id;
    if (outcome !== 'confirmed') {
      await this.audit.record(ctx, `clearance.${outcome}`, { proposalId, accountId });
      return;
    }
    await this.sessions.widen(ctx, accountId, () => this.rows.putInForce(ctx, proposalId));
    await this.audit.record(ctx, 'clearance.granted', { accountId, proposalId, ...snapshot(proposal) });
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [accountId] });
  }

  async #begin(ctx: TransactionContext, accountId: string): Promise<void> {
    await this.access.requireSystem(ctx, 'clearance.grant');
    if (!(await this.rows.personExists(ctx, accountId))) throw new AppError('not_found');
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    await this.rows.lock(ctx);
  }

  async #check(ctx: TransactionContext, { caveats, validUntil }: Grantable, before: Grantable | null): Promise<void> {
    const latest = new Date();
    latest.setUTCFullYear(latest.getUTCFullYear() + CLEARANCE_YEARS);
    if (validUntil && (validUntil <= new Date() || validUntil > latest)) {
      throw new AppError('invalid_input', [{ path: 'validUntil', expected: `a time within ${CLEARANCE_YEARS} years` }]);
    }
    const known = await this.caveats.list(ctx);
    // What he has already he may keep, also when it is granted no more.
    const grantable = new Set([...known.filter(({ retired }) => !retired).map(({ code }) => code), ...(before?.caveats ?? [])]);
    if (!caveats.every((caveat) => grantable.has(caveat))) {
      throw new AppError('invalid_input', [{ path: 'caveats', expected: 'caveats of the list' }]);
    }
  }

  /** What was proposed before something was decided about the same person does not come into force after it. */
  async #refuseOpen(ctx: TransactionContext, accountId: string): Promise<void> {
    const open = (await this.rows.openProposals(ctx)).filter(({ person }) => person.id === accountId);
    for (const { id, proposedBy } of open) {
      const outcome = proposedBy.id === ctx.actor?.accountId ? 'withdrawn' : 'refused';
      if (await this.rows.decide(ctx, id, outcome)) await this.audit.record(ctx, `clearance.${outcome}`, { proposalId: id, accountId });
    }
  }
}

function requireRightPerson(ctx: TransactionContext, { person, proposedBy, standing }: FoundProposal, outcome: string): void {
  const me = ctx.actor?.accountId;
  if (outcome === 'withdrawn') {
    if (proposedBy.id !== me) throw new AppError('not_found');
    return;
  }
  if (person.id === me || proposedBy.id === me || (outcome === 'confirmed' && !standing)) throw new AppError('second_person_required');
}

/** What was proposed would be over by now. */
function hasLapsed({ validUntil }: Grantable): boolean {
  return validUntil !== null && validUntil <= new Date();
}

/** Whether the first is at least the second in every part. */
function covers(upper: Grantable, lower: Grantable): boolean {
  const end = ({ validUntil }: Grantable) => validUntil?.getTime() ?? Infinity;
  return upper.level >= lower.level && lower.caveats.every((caveat) => upper.caveats.includes(caveat)) && end(upper) >= end(lower);
}

function snapshot({ level, caveats, validUntil }: Grantable) {
  return { level, caveats, validUntil: validUntil?.toISOString() ?? null };
}
