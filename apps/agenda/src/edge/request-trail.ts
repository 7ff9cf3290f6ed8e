import { AccessDenied } from '@app/access/facts/index.js';
import { Refusals } from '@app/access/nest/index.js';
import { AuditTrail } from '@app/audit';
import { type EndpointContract, PERMISSIONS } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/**
 * No request without an entry: what no feature wrote of it is written here, by the endpoint's pattern and never by
 * what somebody typed into the address. Public endpoints write what they mean themselves.
 */
@Injectable()
export class RequestTrail extends Refusals {
  constructor(@Inject(AuditTrail) private readonly audit: AuditTrail) {
    super();
  }

  override async refused(ctx: RequestContext, contract: EndpointContract, error: unknown): Promise<void> {
    // A decision was written with its reasons.
    if (isPublic(contract) || error instanceof AccessDenied) return;
    // What could not be written will not be written a moment later either; waiting twice helps nobody.
    if (error instanceof AppError && error.code === 'unavailable') return;
    const code = error instanceof AppError ? error.code : 'internal';
    await this.audit.recordApart(ctx, 'request.refused', { endpoint: nameOf(contract), code }, 'denied');
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
