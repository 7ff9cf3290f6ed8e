import { PERMISSIONS } from '@app/contracts';
import { Authenticator, type RequestWithContext } from '@app/identity';
import { AppError, endpointOf } from '@app/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Refusals } from './refusals.js';

/**
 * The first key, closed by default: a handler that is bound to no endpoint of the contracts refuses everybody.
 * Socket gateways are judged by their own dispatch (platform's serveSocket), which has no Nest handlers at all.
 */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(Refusals) private readonly refusals: Refusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') throw new AppError('not_found');
    const contract = endpointOf(context.getHandler());
    if (!contract) throw new AppError('not_found');
    const kind = PERMISSIONS[contract.permission];
    const request = context.switchToHttp().getRequest<Request & RequestWithContext>();
    request.majlis = await this.authenticator.contextOf(request);
    if (kind !== 'public' && !request.majlis.actor) {
      const refusal = new AppError('not_signed_in');
      await this.refusals.refused(request.majlis, contract, refusal);
      throw refusal;
    }
    return true;
  }
}
