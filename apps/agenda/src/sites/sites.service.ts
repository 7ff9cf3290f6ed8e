import { AccessService, Places } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { addNetwork, createSite, editSite, EndpointInput, EndpointResponse, listSites, Site, SiteCode } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { plainAddress, systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { SitesRepository } from './sites.repository.js';

/** Accounts named in one announcement. */
const ANNOUNCED_TOGETHER = 1_000;

/** Buildings, their networks, and what may be read in them at most. */
@Injectable()
export class SitesService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(Places) private readonly places: Places,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SitesRepository) private readonly rows: SitesRepository,
  ) {}

  async list(ctx: TransactionContext): Promise<EndpointResponse<typeof listSites>> {
    await this.access.requireSystem(ctx, 'account.list');
    const { systemRole } = await this.access.subject(ctx);
    return {
      sites: await this.rows.list(ctx),
      elsewhere: this.places.elsewhere,
      here: { address: plainAddress(ctx.network), ...(await this.places.at(ctx, ctx.network)) },
      abilities: { manage: systemRole === 'systemAdministrator' },
    };
  }

  /** @throws AppError `already_exists` */
  async create(ctx: TransactionContext, site: EndpointInput<typeof createSite>['body']): Promise<Site> {
    await this.access.requireSystem(ctx, 'site.manage');
    if (!(await this.rows.insert(ctx, site))) throw new AppError('already_exists');
    await this.audit.record(ctx, 'site.created', { site: site.code, ceiling: site.ceiling });
    return this.#find(ctx, site.code);
  }

  /** @throws AppError `not_found` */
  async edit(ctx: TransactionContext, code: SiteCode, given: EndpointInput<typeof editSite>['body']): Promise<Site> {
    await this.access.requireSystem(ctx, 'site.manage');
    const before = await this.#find(ctx, code);
    const after = { code, name: given.name ?? before.name, ceiling: given.ceiling ?? before.ceiling };
    await this.rows.update(ctx, after);
    await this.audit.record(ctx, 'site.edited', { site: code, fields: Object.keys(given), ceiling: after.ceiling });
    return this.#announced(ctx, code);
  }

  /** @throws AppError `not_found`, `already_exists` */
  async addNetwork(ctx: TransactionContext, code: SiteCode, given: EndpointInput<typeof addNetwork>['body']): Promise<Site> {
    await this.access.requireSystem(ctx, 'site.manage');
    await this.#find(ctx, code);
    const id = uuid();
    if (!(await this.rows.addNetwork(ctx, code, { id, ...given }))) throw new AppError('already_exists');
    await this.audit.record(ctx, 'site.networkAdded', { site: code, networkId: id, ...given });
    return this.#announced(ctx, code);
  }

  /** @throws AppError `not_found` */
  async removeNetwork(ctx: TransactionContext, code: SiteCode, networkId: string): Promise<Site> {
    await this.access.requireSystem(ctx, 'site.manage');
    if (!(await this.rows.removeNetwork(ctx, code, networkId))) throw new AppError('not_found');
    await this.audit.record(ctx, 'site.networkRemoved', { site: code, networkId });
    return this.#announced(ctx, code);
  }

  async #find(ctx: TransactionContext, code: SiteCode): Promise<Site> {
    const [site] = await this.rows.list(ctx, code);
    if (!site) throw new AppError('not_found');
    return site;
  }

  /** Whoever is connected may sit elsewhere now, as far as his network tells: everybody is judged again. */
  async #announced(ctx: TransactionContext, code: SiteCode): Promise<Site> {
    const site = await this.#find(ctx, code);
    const everybody = await this.rows.signedIn(await ctx.transaction.actAs(systemContext('identity')));
    await ctx.transaction.actAs(ctx);
    for (let from = 0; from < everybody.length; from += ANNOUNCED_TOGETHER) {
      const accountIds = everybody.slice(from, from + ANNOUNCED_TOGETHER);
      await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds });
    }
    return site;
  }
}
