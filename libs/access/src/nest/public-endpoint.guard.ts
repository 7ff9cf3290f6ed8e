import { PERMISSIONS } from '@app/contracts';
import { AppError, endpointOf } from '@app/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

/** For the socket services, which know no sessions: over HTTP they answer public endpoints (health) and nothing else. */
@Injectable()
export class PublicEndpointGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const contract = context.getType() === 'http' ? endpointOf(context.getHandler()) : undefined;
    if (!contract || PERMISSIONS[contract.permission] !== 'public') throw new AppError('not_found');
    return true;
  }
}
