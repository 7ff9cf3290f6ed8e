import { decideOffice, type EndpointInput, type EndpointResponse, listOffices, proposeOffice, withdrawOffice } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Ctx } from '../edge/context.decorator.js';
import { EnrolmentModule } from '../enrolment/enrolment.module.js';
import { EventsModule } from '../events/events.module.js';
import { PasskeysModule } from '../passkeys/passkeys.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { FormerWays } from './former-ways.service.js';
import { OfficesRepository } from './offices.repository.js';
import { OfficesService } from './offices.service.js';

@Controller()
class OfficesController {
  constructor(@Inject(OfficesService) private readonly offices: OfficesService) {}

  @Endpoint(listOffices)
  list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listOffices>> {
    return this.offices.list(ctx);
  }

  @Endpoint(proposeOffice)
  propose(
    @Ctx() ctx: TransactionContext,
    @Input() { params, body }: EndpointInput<typeof proposeOffice>,
  ): Promise<EndpointResponse<typeof proposeOffice>> {
    return this.offices.propose(ctx, params.accountId, body);
  }

  @Endpoint(decideOffice)
  decide(
    @Ctx() ctx: TransactionContext,
    @Input() { params, body }: EndpointInput<typeof decideOffice>,
  ): Promise<EndpointResponse<typeof decideOffice>> {
    return this.offices.decide(ctx, params.proposalId, body);
  }

  @Endpoint(withdrawOffice)
  withdraw(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof withdrawOffice>): Promise<void> {
    return this.offices.withdraw(ctx, params.proposalId);
  }
}

@Module({
  imports: [EnrolmentModule, EventsModule, PasskeysModule, PasswordsModule, SessionsModule],
  controllers: [OfficesController],
  providers: [AccountsRepository, FormerWays, OfficesRepository, OfficesService],
})
export class OfficesModule {}
