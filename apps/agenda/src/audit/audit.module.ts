import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import {
  AUDIT_EXPORT_LIMIT,
  type EndpointInput,
  type EndpointResponse,
  exportAudit,
  findAuditPeople,
  listAudit,
  readAuditState,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { AppError, Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Ctx } from '../edge/context.decorator.js';
import { exportText } from './audit-export.js';
import { AuditRepository } from './audit.repository.js';
import { SealingService } from './sealing.service.js';

/** People told to the auditor's filter at once; whoever is not among them is found by more letters. */
const PEOPLE = 20;

/** The auditor's side of the trail. */
@Controller()
class AuditController {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(AuditRepository) private readonly entries: AuditRepository,
    @Inject(AccountsRepository) private readonly accounts: AccountsRepository,
  ) {}

  @Endpoint(listAudit)
  async list(
    @Ctx() ctx: TransactionContext,
    @Input() { query }: EndpointInput<typeof listAudit>,
  ): Promise<EndpointResponse<typeof listAudit>> {
    await this.access.requireSystem(ctx, 'audit.read');
    const { before = null, limit, ...filter } = query;
    const found = await this.entries.page(ctx, filter, before, limit + 1);
    const entries = found.slice(0, limit);
    return { entries, next: found.length > limit ? (entries.at(-1)?.seq ?? null) : null };
  }

  @Endpoint(findAuditPeople)
  async people(
    @Ctx() ctx: TransactionContext,
    @Input() { query }: EndpointInput<typeof findAuditPeople>,
  ): Promise<EndpointResponse<typeof findAuditPeople>> {
    await this.access.requireSystem(ctx, 'audit.read');
    const found = await this.accounts.page(ctx, { q: query.q, limit: PEOPLE });
    return {
      people: found
        .slice(0, PEOPLE)
        .map(({ id, nameAr, nameEn, login, country }) => ({ id, name: { ar: nameAr, en: nameEn }, login, country })),
      more: found.length > PEOPLE,
    };
  }

  @Endpoint(readAuditState)
  async state(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof readAuditState>> {
    await this.access.requireSystem(ctx, 'audit.read');
    const last = await this.entries.checkpoint(ctx);
    return {
      checkpoint: last ? { number: last.number, at: last.at.toISOString(), keyId: last.key_id } : null,
      waiting: await this.entries.waiting(ctx),
    };
  }

  /** Made whole and written to the trail before its first byte leaves. */
  @Endpoint(exportAudit)
  async export(
    @Ctx() ctx: RequestContext,
    @Input() { body: filter }: EndpointInput<typeof exportAudit>,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.access.judged(ctx, async (bound) => {
      await this.access.requireSystem(bound, 'audit.export');
      const entries = await this.entries.sealed(bound, filter, AUDIT_EXPORT_LIMIT);
      if (entries.length > AUDIT_EXPORT_LIMIT) throw new AppError('too_large');
      const covers = await this.entries.covers(
        bound,
        entries.map(({ number }) => number),
      );
      const links = await this.entries.links(bound, covers);
      const upTo = entries.at(-1)?.number ?? '0';
      await this.audit.record(bound, 'audit.exported', { filter: Object.keys(filter), count: entries.length, upTo });
      return exportText({ by: ctx.actor?.accountId ?? '', filter, entries, covers, links });
    });
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="audit-export.jsonl"');
    response.setHeader('Cache-Control', 'private, no-store');
    response.end(text);
  }
}

@Module({ controllers: [AuditController], providers: [AccountsRepository, AuditRepository, SealingService] })
export class AuditViewModule {}
