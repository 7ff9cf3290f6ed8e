import {
  addCaveat,
  decideClearance,
  type EndpointInput,
  type EndpointResponse,
  listCaveats,
  listClearanceProposals,
  listClearances,
  listDevices,
  proposeClearance,
  retireCaveat,
  revokeClearance,
  setDeviceCeiling,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { EventsModule } from '../events/events.module.js';
import { CaveatsRepository } from './caveats.repository.js';
import { CaveatsService } from './caveats.service.js';
import { ClearancesRepository } from './clearances.repository.js';
import { ClearancesService } from './clearances.service.js';
import { DevicesService } from './devices.service.js';
import { PasskeysRepository } from '../passkeys/passkeys.repository.js';
import { SessionsModule } from '../sessions/sessions.module.js';

@Controller()
class ClearancesController {
  constructor(
    @Inject(ClearancesService) private readonly clearances: ClearancesService,
    @Inject(CaveatsService) private readonly caveats: CaveatsService,
    @Inject(DevicesService) private readonly devices: DevicesService,
  ) {}

  @Endpoint(listClearances)
  list(
    @Ctx() ctx: TransactionContext,
    @Input() { query }: EndpointInput<typeof listClearances>,
  ): Promise<EndpointResponse<typeof listClearances>> {
    return this.clearances.list(ctx, query);
  }

  @Endpoint(listClearanceProposals)
  proposals(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listClearanceProposals>> {
    return this.clearances.proposals(ctx);
  }

  @Endpoint(proposeClearance)
  propose(
    @Ctx() ctx: TransactionContext,
    @Input() { params, body }: EndpointInput<typeof proposeClearance>,
  ): Promise<EndpointResponse<typeof proposeClearance>> {
    return this.clearances.propose(ctx, params.accountId, body);
  }

  @Endpoint(revokeClearance)
  revoke(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof revokeClearance>): Promise<void> {
    return this.clearances.revoke(ctx, params.accountId);
  }

  @Endpoint(decideClearance)
  decide(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof decideClearance>): Promise<void> {
    return this.clearances.decide(ctx, params.proposalId, body);
  }

  @Endpoint(listDevices)
  listDevices(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof listDevices>,
  ): Promise<EndpointResponse<typeof listDevices>> {
    return this.devices.list(ctx, params.accountId);
  }

  @Endpoint(setDeviceCeiling)
  setCeiling(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof setDeviceCeiling>): Promise<void> {
    return this.devices.setCeiling(ctx, params.accountId, params.passkeyId, body.ceiling);
  }

  @Endpoint(listCaveats)
  listCaveats(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listCaveats>> {
    return this.caveats.list(ctx);
  }

  @Endpoint(addCaveat)
  addCaveat(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof addCaveat>): Promise<void> {
    return this.caveats.add(ctx, body);
  }

  @Endpoint(retireCaveat)
  retireCaveat(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof retireCaveat>): Promise<void> {
    return this.caveats.retire(ctx, params.code);
  }
}

@Module({
  imports: [EventsModule, SessionsModule],
  controllers: [ClearancesController],
  providers: [CaveatsRepository, CaveatsService, ClearancesRepository, ClearancesService, DevicesService, PasskeysRepository],
  exports: [CaveatsRepository],
})
export class ClearancesModule {}
