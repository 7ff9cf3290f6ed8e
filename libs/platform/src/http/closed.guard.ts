import { PERMISSIONS } from '@app/contracts';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { endpointOf } from './endpoint.decorator.js';

/** Processes whose edge also knows sessions (libs/access EndpointGuard); the others answer health and nothing else. */
const WITH_SESSIONS: ReadonlySet<string> = new Set(['majlis', 'agenda']);

/**
 * In every process: a handler that is bound to no endpoint of the contracts refuses everybody. Express gives HEAD to the
 * handlers of GET: where those send bytes, they would be decrypted and written into receipts, and then sent to nobody.
 */
@Injectable()
export class ClosedGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const contract = context.getType() === 'http' ? endpointOf(context.getHandler()) : undefined;
    if (!contract) throw new AppError('not_found');
    if (contract.transfer === 'binary' && context.switchToHttp().getRequest<Request>().method !== contract.method)
      throw new AppError('not_found');
    if (PERMISSIONS[contract.permission] !== 'public' && !WITH_SESSIONS.has(this.config.service)) throw new AppError('not_found');
    return true;
  }
}
