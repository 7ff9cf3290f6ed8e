import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import type { Config } from '../config/config.js';
import { REPORTS_PATH } from './security-headers.js';

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
 * Whether the page that asks is our own, as far as the browser tells: a browser that knows Sec-Fetch-Site names the page's
 * relation to us, and for sockets and changes all of them name its origin. A client that tells neither has no page that
 * could be tricked.
 */
export function isOwnPage(config: Pick<Config, 'publicOrigin'>, headers: IncomingMessage['headers']): boolean {
  if (headers.origin !== undefined && !isOwnOrigin(config, headers)) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/** What may ask the API: a script, an address that is opened or saved, a browser's report. No picture, script or frame. */
const DESTINATIONS = new Set([undefined, 'empty', 'document', 'report']);

/**
 * Cross-site request forgery: the cookie is SameSite=Strict, and besides nothing that changes state is accepted
 * from another origin. Browsers send Sec-Fetch-Site and Origin; what sends neither (a command-line client with a
 * stolen cookie has no use for forgery) must at least send our own header, which no form can. Reports are the browser's
 * own requests and cannot carry it.
 * Nothing of the API can be embedded as picture, script, style, frame or medium either, not even by our own page.
 */
export function refuseCrossSite(config: Pick<Config, 'publicOrigin'>) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const { headers, method, path } = request;
    if (path.startsWith('/api/')) {
      const typedByHand = SAFE_METHODS.has(method) && headers['sec-fetch-site'] === 'none';
      if (!typedByHand && headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin')
        return next(new AppError('cross_site'));
      if (!DESTINATIONS.has(headers['sec-fetch-dest'])) return next(new AppError('cross_site'));
    }
    if (!SAFE_METHODS.has(method)) {
      if (!isOwnPage(config, headers)) return next(new AppError('cross_site'));
      if (path !== REPORTS_PATH && headers['x-majlis-request'] !== '1') return next(new AppError('cross_site'));
    }
    next();
  };
}
