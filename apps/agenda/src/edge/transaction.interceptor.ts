import { AccessService, needsDecision } from '@app/access/facts/index.js';
import { PERMISSIONS } from '@app/contracts';
import type { RequestWithContext } from '@app/identity';
import { endpointOf, parseInput } from '@app/platform';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { RequestTrail } from './request-trail.js';

/**
 * One transaction a JSON request, under the subject's row-level policies: the act, its audit entries and its events
 * stand or fall together. Uploads and downloads take minutes and open their own short transactions instead.
 *
 * Three more promises are kept here: whatever is answered is in the trail before, a handler whose
 * permission is about an object and that asked for no decision does not answer, and an answer that does not fit its
 * contract does not leave (an extra field could be a leak).
 */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(RequestTrail) private readonly trail: RequestTrail,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = endpointOf(context.getHandler());
    const request = context.switchToHttp().getRequest<Request & RequestWithContext>();
    const ctx = request.majlis;
    if (!contract || !ctx) throw new Error('the guard runs first');
    const answer = async (): Promise<unknown> => {
      const result: unknown = await lastValueFrom(next.handle());
      if (needsDecision(contract.permission) && ctx.decisions.count === 0) {
        throw new Error(`${contract.method} ${contract.path} answered without a decision`);
      }
      await this.trail.served(request.majlis ?? ctx, contract);
      return contract.transfer === 'binary' ? result : conforming(contract.response, result ?? {});
    };
    // Public handlers (signing in, health) open what they need themselves: a transaction within this one would take
    // a second connection while holding the first, and enough of them at once would wait for each other for ever.
    const apart = contract.transfer !== 'json' || contract.transaction === 'own' || PERMISSIONS[contract.permission] === 'public';
    const work = async (): Promise<unknown> => {
      try {
        if (apart) return await answer();
        return await this.access.judged(ctx, async (bound) => {
          request.majlis = bound;
          return answer();
        });
      } catch (error) {
        await this.trail.refused(ctx, contract, error);
        throw error;
      }
    };
    return from(work());
  }
}

function conforming(schema: Parameters<typeof parseInput>[0], result: unknown): unknown {
  const parsed = schema.safeParse(result);
  // The paths only: the values are what must not be seen.
  if (!parsed.success)
    throw new Error(`answer breaks its contract at ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  return parsed.data;
}
