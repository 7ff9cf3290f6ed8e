import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { addCaveat, EndpointInput, EndpointResponse, listCaveats } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CaveatsRepository } from './caveats.repository.js';

/** The list of caveats a clearance may carry. */
@Injectable()
export class CaveatsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CaveatsRepository) private readonly rows: CaveatsRepository,
  ) {}

  async list(ctx: TransactionContext): Promise<EndpointResponse<typeof listCaveats>> {
    await this.access.requireSystem(ctx, 'clearance.list');
    return { caveats: await this.rows.list(ctx) };
  }

  /** @throws AppError `already_exists` */
  async add(ctx: TransactionContext, caveat: EndpointInput<typeof addCaveat>['body']): Promise<void> {
    await this.access.requireSystem(ctx, 'clearance.grant');
    if (!(await this.rows.add(ctx, caveat))) throw new AppError('already_exists');
    await this.audit.record(ctx, 'caveat.added', { code: caveat.code });
  }

  /** @throws AppError `not_found` */
  async retire(ctx: TransactionContext, code: string): Promise<void> {
    await this.access.requireSystem(ctx, 'clearance.grant');
    if (!(await this.rows.retire(ctx, code))) throw new AppError('not_found');
    await this.audit.record(ctx, 'caveat.retired', { code });
  }
}
