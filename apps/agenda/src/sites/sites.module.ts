import {
  addNetwork,
  createSite,
  editSite,
  type EndpointInput,
  type EndpointResponse,
  listSites,
  removeNetwork,
  type Site,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { EventsModule } from '../events/events.module.js';
import { SitesRepository } from './sites.repository.js';
import { SitesService } from './sites.service.js';

@Controller()
class SitesController {
  constructor(@Inject(SitesService) private readonly sites: SitesService) {}

  @Endpoint(listSites)
  list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listSites>> {
    return this.sites.list(ctx);
  }

  @Endpoint(createSite)
  create(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof createSite>): Promise<Site> {
    return this.sites.create(ctx, body);
  }

  @Endpoint(editSite)
  edit(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof editSite>): Promise<Site> {
    return this.sites.edit(ctx, params.siteCode, body);
  }

  @Endpoint(addNetwork)
  addNetwork(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof addNetwork>): Promise<Site> {
    return this.sites.addNetwork(ctx, params.siteCode, body);
  }

  @Endpoint(removeNetwork)
  removeNetwork(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof removeNetwork>): Promise<Site> {
    return this.sites.removeNetwork(ctx, params.siteCode, params.networkId);
  }
}

@Module({ imports: [EventsModule], controllers: [SitesController], providers: [SitesRepository, SitesService], exports: [SitesRepository] })
export class SitesModule {}
