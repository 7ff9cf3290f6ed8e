import { AccessDenied } from '@app/access/facts/index.js';
import { Refusals } from '@app/access/nest/index.js';
import { AuditTrail } from '@app/audit';
import { type EndpointContract, PERMISSIONS } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Tally } from './tally.service.js';

/**
 * No request without an entry: what no feature wrote of it is written here, by the endpoint's pattern and never by
 * what somebody typed into the address. Public endpoints write what they mean themselves. Refusals of requests without
 * a session are counted together: anybody can cause them without end.
 */
@Injectable()
export class RequestTrail extends Refusals {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Tally) private readonly tally: Tally,
  ) {
    super();
  }

  override async refused(ctx: RequestContext, contract: EndpointContract, error: unknown): Promise<void> {
    // A decision was written with its reasons.
    if (isPublic(contract) || error instanceof AccessDenied) return;
    // What could not be written will not be written a moment later either; waiting twice helps nobody.
    if (error instanceof AppError && error.code === 'unavailable') return;
    const code = error instanceof AppError ? error.code : 'internal';
    const data = { endpoint: nameOf(contract), code };
    if (ctx.actor) await this.audit.recordApart(ctx, 'request.refused', data, 'denied');
    else
      await this.tally.add(ctx, `${data.endpoint} ${code}`, (at, count) =>
        this.audit.recordApart(at, 'request.refused', { ...data, count }, 'denied'),
      );
  }

  /** Before the answer: within the request's transaction where it has one. */
  async served(ctx: RequestContext | TransactionContext, contract: EndpointContract): Promise<void> {
    if (isPublic(contract) || this.audit.hasRecorded(ctx)) return;
    const data = { endpoint: nameOf(contract) };
    if ('transaction' in ctx) await this.audit.record(ctx, 'request.served', data, 'allowed');
    else await this.audit.recordApart(ctx, 'request.served', data, 'allowed');
  }
}

const isPublic = ({ permission }: EndpointContract) => PERMISSIONS[permission] === 'public';
const nameOf = ({ method, path }: EndpointContract) => `${method} ${path}`;
