import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import type { Config } from '../config/config.js';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** Names under which only this machine reaches itself. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether an Origin header names ourselves: the configured origin. Without one, only the loopback host the request was
 * sent to: any other name could be a stranger's that he points at us (DNS rebinding).
 */
export function isOwnOrigin(config: Pick<Config, 'publicOrigin'>, headers: IncomingMessage['headers']): boolean {
  const origin = headers.origin;
  if (origin === undefined) return false;
  if (config.publicOrigin !== null) return origin === new URL(config.publicOrigin).origin;
  const host = headers.host;
  return host !== undefined && LOOPBACK.test(host) && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * Cross-site request forgery: the cookie is SameSite=Strict, and besides nothing that changes state is accepted
 * from another origin. Browsers send Sec-Fetch-Site and Origin; what sends neither (a command-line client with a
 * stolen cookie has no use for forgery) must at least send our own header, which no form can.
 */
export function refuseCrossSite(config: Pick<Config, 'publicOrigin'>) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const site = request.headers['sec-fetch-site'];
    const api = request.path.startsWith('/api/');
    if (api && site !== undefined && site !== 'same-origin' && site !== 'none') return next(new AppError('cross_site'));
    if (!SAFE_METHODS.has(request.method)) {
      if (request.headers.origin !== undefined && !isOwnOrigin(config, request.headers)) return next(new AppError('cross_site'));
      if (request.headers['x-majlis-request'] !== '1') return next(new AppError('cross_site'));
    }
    next();
  };
}
