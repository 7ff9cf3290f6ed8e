import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { decideOffice, EndpointInput, EndpointResponse, listOffices, OfficeProposal, proposeOffice } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { newCode } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Enrolments } from '../enrolment/enrolments.service.js';
import { Outbox } from '../events/outbox.js';
import { FormerWays } from './former-ways.service.js';
import { type FoundProposal, OfficesRepository } from './offices.repository.js';

/**
 * Offices are given and taken by two persons, and so is the way to sign in of whoever holds one: the link goes to the
 * security officer who approves, its code to whoever proposed (docs/access-policy.md §10).
 */
@Injectable()
export class OfficesService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AccountsRepository) private readonly accounts: AccountsRepository,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(FormerWays) private readonly ways: FormerWays,
    @Inject(OfficesRepository) private readonly rows: OfficesRepository,
  ) {}

  async list(ctx: TransactionContext): Promise<EndpointResponse<typeof listOffices>> {
    await this.access.requireSystem(ctx, 'office.list');
    const holders = await this.rows.holders(ctx);
    return {
      holders: holders.map((holder) => ({
        ...holder,
        abilities: { propose: !holder.pending && holder.person.id !== ctx.actor?.accountId },
      })),
      proposals: await Promise.all((await this.rows.open(ctx)).map((found) => this.#present(ctx, found))),
    };
  }

  /** @throws AppError `not_found`, `not_oneself`, `state_forbids` (not active, or no office to take away), `already_pending` */
  async propose(
    ctx: TransactionContext,
    accountId: string,
    { systemRole }: EndpointInput<typeof proposeOffice>['body'],
  ): Promise<EndpointResponse<typeof proposeOffice>> {
    await this.access.requireSystem(ctx, 'office.propose');
    await this.accounts.lock(ctx);
    const account = await this.accounts.find(ctx, accountId);
    if (!account) throw new AppError('not_found');
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    if (systemRole === null ? account.systemRole === null : !account.active) throw new AppError('state_forbids');
    const proposalId = uuid();
    const secret = systemRole === null ? null : newCode();
    if (!(await this.rows.propose(ctx, { id: proposalId, accountId, systemRole, codeHash: secret?.hash ?? null })))
      throw new AppError('already_pending');
    await this.audit.record(ctx, 'office.proposed', { proposalId, accountId, systemRole });
    return { proposalId, code: secret?.code ?? null };
  }

  /** @throws AppError `not_found` (also when it was decided), `second_person_required`, `state_forbids`, `last_administrator`, `last_officer` */
  async decide(
    ctx: TransactionContext,
    proposalId: string,
    { outcome }: EndpointInput<typeof decideOffice>['body'],
  ): Promise<EndpointResponse<typeof decideOffice>> {
    const found = await this.#find(ctx, proposalId);
    await this.access.requireSystem(ctx, 'office.approve', concerned(found));
    if (outcome === 'refused') {
      await this.#end(ctx, found, 'refused');
      return { enrolment: null };
    }
    if (!found.standing) throw new AppError('state_forbids');
    if (!(await this.rows.decide(ctx, proposalId, 'approved'))) throw new AppError('not_found');
    const { person, systemRole, codeHash } = found;
    if (codeHash) await this.ways.close(ctx, person.id);
    if (!(await this.rows.apply(ctx, proposalId))) throw new AppError('state_forbids');
    await this.audit.record(ctx, 'account.roleGiven', { accountId: person.id, systemRole, proposalId });
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [person.id] });
    if (!codeHash) return { enrolment: null };
    const { link, expiresAt } = await this.enrolments.issue(ctx, person.id, codeHash);
    return { enrolment: { link, expiresAt: expiresAt.toISOString() } };
  }

  /** @throws AppError `not_found` for another one's, too */
  async withdraw(ctx: TransactionContext, proposalId: string): Promise<void> {
    const found = await this.#find(ctx, proposalId);
    await this.access.requireSystem(ctx, 'office.propose');
    if (found.proposedBy.id !== ctx.actor?.accountId) throw new AppError('not_found');
    await this.#end(ctx, found, 'withdrawn');
  }

  /** One act of administration at a time: what it is decided by does not change before it is committed. */
  async #find(ctx: TransactionContext, proposalId: string): Promise<FoundProposal> {
    await this.access.requireSystem(ctx, 'office.list');
    await this.accounts.lock(ctx);
    const [found] = await this.rows.open(ctx, proposalId);
    if (!found) throw new AppError('not_found');
    return found;
  }

  async #end(ctx: TransactionContext, { id, person }: FoundProposal, outcome: 'refused' | 'withdrawn'): Promise<void> {
    if (!(await this.rows.decide(ctx, id, outcome))) throw new AppError('not_found');
    await this.audit.record(ctx, `office.${outcome}`, { proposalId: id, accountId: person.id });
  }

  async #present(ctx: TransactionContext, found: FoundProposal): Promise<OfficeProposal> {
    const { standing, codeHash: _, proposedAt, ...proposal } = found;
    const decides = await this.access.maySystem(ctx, 'office.approve', concerned(found));
    const abilities = { approve: decides && standing, refuse: decides, withdraw: proposal.proposedBy.id === ctx.actor?.accountId };
    return { ...proposal, proposedAt: proposedAt.toISOString(), abilities };
  }
}

const concerned = ({ proposedBy, person }: FoundProposal) => ({ proposedBy: proposedBy.id, person: person.id });
