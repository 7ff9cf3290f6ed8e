import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { EndpointResponse, Level, listDevices } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PasskeysRepository } from '../passkeys/passkeys.repository.js';
import { OwnSessionsService } from '../sessions/own-sessions.service.js';
import { ClearancesRepository } from './clearances.repository.js';

/** How much a device may open, whoever is cleared for more: set by one security officer, never for his own. */
@Injectable()
export class DevicesService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(ClearancesRepository) private readonly people: ClearancesRepository,
    @Inject(PasskeysRepository) private readonly rows: PasskeysRepository,
  ) {}

  /** @throws AppError `not_found` */
  async list(ctx: TransactionContext, accountId: string): Promise<EndpointResponse<typeof listDevices>> {
    await this.access.requireSystem(ctx, 'clearance.list');
    if (!(await this.people.personExists(ctx, accountId))) throw new AppError('not_found');
    return { passkeys: await this.rows.list(ctx, accountId), abilities: { setCeiling: accountId !== ctx.actor?.accountId } };
  }

  /** @throws AppError `not_found`, `not_oneself` */
  async setCeiling(ctx: TransactionContext, accountId: string, passkeyId: string, ceiling: Level): Promise<void> {
    await this.access.requireSystem(ctx, 'clearance.grant');
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    const before = (await this.rows.list(ctx, accountId)).find(({ id }) => id === passkeyId);
    if (!before || !(await this.rows.setCeiling(ctx, accountId, passkeyId, ceiling))) throw new AppError('not_found');
    await this.audit.record(ctx, 'passkey.ceilingSet', { passkeyId, accountId, ceiling });
    // Always: whoever signed in between our look and our act did so with what was there before.
    const system = await ctx.transaction.actAs(systemContext('identity'));
    await this.sessions.endDoubtful(system, ctx, accountId, { passkeyId, above: ceiling });
    await ctx.transaction.actAs(ctx);
  }
}
