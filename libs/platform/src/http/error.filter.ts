import { ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { v7 as uuid } from 'uuid';
import { AppError } from '../errors/app-error.js';
import { toFailure } from '../errors/failure.js';
import { LOG } from '../logging/log.token.js';
import type { Log } from '../logging/log.js';

/** Turns everything thrown at the HTTP edge into the one failure shape. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request & { requestId?: string }>();
    sendFailure(thrown, request, response, this.log);
  }
}

/** Writes the failure, or cuts the connection when bytes have already gone out: a torn answer must not look whole. */
export function sendFailure(thrown: unknown, request: Request & { requestId?: string }, response: Response, log: Log): void {
  const error = asAppError(thrown);
  const requestId = request.requestId ?? uuid();
  if (error.code === 'internal' || (error.code === 'unavailable' && error.cause))
    log.error({ err: thrown, requestId, method: request.method }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(error.status).setHeader('Cache-Control', 'no-store');
  response.removeHeader('Content-Disposition');
  response.json(toFailure(error, requestId));
}

/** Errors of the body parser and of Nest itself carry an HTTP status; what they say about the input is dropped. */
function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { status?: unknown } | null)?.status;
  if (status === 413) return new AppError('too_large', undefined, { cause: thrown });
  if (status === 400 || status === 415) return new AppError('malformed_body', undefined, { cause: thrown });
  if (status === 404 || status === 405 || status === 403) return new AppError('not_found', undefined, { cause: thrown });
  if (status === 503) return new AppError('unavailable', undefined, { cause: thrown });
  return new AppError('internal', undefined, { cause: thrown });
}
