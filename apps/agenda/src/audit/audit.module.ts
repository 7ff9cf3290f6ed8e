import { AccessService } from '@app/access/facts/index.js';
import { type EndpointInput, type EndpointResponse, listAudit } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { AuditRepository } from './audit.repository.js';
import { SealingService } from './sealing.service.js';

@Controller()
class AuditController {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditRepository) private readonly entries: AuditRepository,
  ) {}

  @Endpoint(listAudit)
  async list(
    @Ctx() ctx: TransactionContext,
    @Input() { query }: EndpointInput<typeof listAudit>,
  ): Promise<EndpointResponse<typeof listAudit>> {
    await this.access.requireSystem(ctx, 'audit.read');
    return { entries: await this.entries.page(ctx, query.before ?? null, query.limit) };
  }
}

@Module({ controllers: [AuditController], providers: [AuditRepository, SealingService], exports: [SealingService] })
export class AuditViewModule {}
