import type { RequestWithContext } from '@app/identity';
import { AppError } from '@app/platform';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The context of the request; within a JSON endpoint it is bound to the request's transaction. */
export const Ctx = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { majlis } = context.switchToHttp().getRequest<Request & RequestWithContext>();
  if (!majlis) throw new AppError('not_found');
  return majlis;
});
