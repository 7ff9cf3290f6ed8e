import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { EndpointInput, EndpointResponse, IdentityLink, issueEnrolment, linkIdentity, listIdentities } from '@app/contracts';
import type { Account, TransactionContext } from '@app/database';
import { AppError, CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Enrolments } from '../enrolment/enrolments.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { IdentitiesRepository } from './identities.repository.js';

/** How an account comes to sign in at all: enrolment links and identity providers. Never for one's own account, nor for an office (see offices). */
@Injectable()
export class SignInWays {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(AccountsRepository) private readonly accounts: AccountsRepository,
    @Inject(AccountsService) private readonly service: AccountsService,
    @Inject(IdentitiesRepository) private readonly rows: IdentitiesRepository,
  ) {}

  /** @throws AppError `not_found` (also for an account that is not active), `not_oneself`, `holds_office` */
  async enrol(ctx: TransactionContext, accountId: string): Promise<EndpointResponse<typeof issueEnrolment>> {
    this.#requireNoOffice(await this.#begin(ctx, accountId));
    const { link, expiresAt } = await this.enrolments.issue(ctx, accountId);
    return { link, expiresAt: expiresAt.toISOString() };
  }

  /** @throws AppError `not_found` */
  async list(ctx: TransactionContext, accountId: string): Promise<EndpointResponse<typeof listIdentities>> {
    await this.access.requireSystem(ctx, 'account.manage');
    if (!(await this.accounts.find(ctx, accountId))) throw new AppError('not_found');
    return {
      identities: await this.rows.list(ctx, accountId),
      providers: this.config.oidcProviders.map(({ id, name }) => ({ id, name })),
    };
  }

  /** @throws AppError `not_found`, `not_oneself`, `holds_office`, `already_exists`, `invalid_input` for a provider that is not configured */
  async link(ctx: TransactionContext, accountId: string, given: EndpointInput<typeof linkIdentity>['body']): Promise<IdentityLink> {
    this.#requireNoOffice(await this.#begin(ctx, accountId));
    const provider = this.config.oidcProviders.find(({ id }) => id === given.provider);
    if (!provider) throw new AppError('invalid_input', [{ path: 'provider', expected: 'a provider of the settings' }]);
    const { issuer } = provider;
    const link = await this.rows.insert(ctx, { id: uuid(), issuer, subject: given.subject }, accountId);
    if (!link) throw new AppError('already_exists');
    await this.audit.record(ctx, 'identity.linked', { linkId: link.id, accountId, issuer });
    // The database took it away with the link (migration 0010); the officers grant it anew.
    await this.audit.record(ctx, 'clearance.reduced', { accountId });
    await this.service.rejudge(ctx, accountId);
    return link;
  }

  /** @throws AppError `not_found`, `not_oneself` */
  async unlink(ctx: TransactionContext, accountId: string, linkId: string): Promise<void> {
    await this.#begin(ctx, accountId);
    if (!(await this.rows.remove(ctx, accountId, linkId))) throw new AppError('not_found');
    await this.audit.record(ctx, 'identity.unlinked', { linkId, accountId });
    await this.service.endSessions(ctx, accountId);
  }

  /** One at a time with what gives offices: an account does not come into one while it gets a way to sign in. */
  async #begin(ctx: TransactionContext, accountId: string): Promise<Account> {
    await this.access.requireSystem(ctx, 'account.manage');
    await this.accounts.lock(ctx);
    const account = await this.accounts.find(ctx, accountId);
    if (!account) throw new AppError('not_found');
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    return account;
  }

  #requireNoOffice({ systemRole }: Account): void {
    if (systemRole !== null) throw new AppError('holds_office');
  }
}
