import {
  type Account,
  createAccount,
  deactivateAccount,
  editAccount,
  type EndpointInput,
  type EndpointResponse,
  type IdentityLink,
  issueEnrolment,
  linkIdentity,
  listAccounts,
  listIdentities,
  reactivateAccount,
  unlinkIdentity,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { EnrolmentModule } from '../enrolment/enrolment.module.js';
import { EventsModule } from '../events/events.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { IdentitiesRepository } from './identities.repository.js';
import { SignInWays } from './sign-in-ways.service.js';

@Controller()
class AccountsController {
  constructor(
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(SignInWays) private readonly ways: SignInWays,
  ) {}

  @Endpoint(listAccounts)
  list(
    @Ctx() ctx: TransactionContext,
    @Input() { query }: EndpointInput<typeof listAccounts>,
  ): Promise<EndpointResponse<typeof listAccounts>> {
    return this.accounts.list(ctx, query);
  }

  @Endpoint(createAccount)
  create(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof createAccount>): Promise<Account> {
    return this.accounts.create(ctx, body);
  }

  @Endpoint(editAccount)
  edit(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof editAccount>): Promise<Account> {
    return this.accounts.edit(ctx, params.accountId, body);
  }

  @Endpoint(deactivateAccount)
  deactivate(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof deactivateAccount>): Promise<Account> {
    return this.accounts.deactivate(ctx, params.accountId);
  }

  @Endpoint(reactivateAccount)
  reactivate(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof reactivateAccount>): Promise<Account> {
    return this.accounts.reactivate(ctx, params.accountId);
  }

  @Endpoint(issueEnrolment)
  enrol(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof issueEnrolment>,
  ): Promise<EndpointResponse<typeof issueEnrolment>> {
    return this.ways.enrol(ctx, params.accountId);
  }

  @Endpoint(listIdentities)
  identities(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof listIdentities>,
  ): Promise<EndpointResponse<typeof listIdentities>> {
    return this.ways.list(ctx, params.accountId);
  }

  @Endpoint(linkIdentity)
  link(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof linkIdentity>): Promise<IdentityLink> {
    return this.ways.link(ctx, params.accountId, body);
  }

  @Endpoint(unlinkIdentity)
  unlink(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof unlinkIdentity>): Promise<void> {
    return this.ways.unlink(ctx, params.accountId, params.linkId);
  }
}

@Module({
  imports: [EnrolmentModule, EventsModule, SessionsModule],
  controllers: [AccountsController],
  providers: [AccountsRepository, AccountsService, IdentitiesRepository, SignInWays],
})
export class AccountsModule {}
