import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config/config.js';

/** Where browsers tell of violated policies (`reportViolation` of the contracts). */
export const REPORTS_PATH = '/api/reports/csp';
const REPORTS_GROUP = 'csp';
/** Seconds: one year, which is what ASVS 3.4.1 asks for. */
const HSTS_SECONDS = 31_536_000;

type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * The policy of everything but the page and its workers: JSON, papers, images of pages, errors. Opened directly it is
 * a document of no origin that runs, loads, sends and frames nothing, whatever its bytes are.
 */
const CLOSED: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  sandbox: [],
};

/** What this page needs may be asked for; every other feature browsers know by name is off, in frames as well. */
const PERMISSIONS_POLICY = [
  ...['camera', 'microphone', 'display-capture', 'speaker-selection', 'fullscreen', 'autoplay'].map((feature) => `${feature}=(self)`),
  ...['publickey-credentials-get', 'publickey-credentials-create'].map((feature) => `${feature}=(self)`),
  ...[
    'accelerometer',
    'ambient-light-sensor',
    'attribution-reporting',
    'bluetooth',
    'browsing-topics',
    'clipboard-read',
    'compute-pressure',
    'cross-origin-isolated',
    'encrypted-media',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'keyboard-map',
    'local-fonts',
    'magnetometer',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'sync-xhr',
    'unload',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

/** The headers of every answer of every process; what serves the page and its workers opens the policy for these only. */
export function securityHeaders(config: Pick<Config, 'publicOrigin'>): RequestHandler {
  const withHelmet = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps(config) && { maxAge: HSTS_SECONDS, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const closed = policyText(CLOSED);
  return (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', closed);
    response.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
    response.setHeader('Reporting-Endpoints', `${REPORTS_GROUP}="${REPORTS_PATH}"`);
    withHelmet(request, response, next);
  };
}

/**
 * The policy of the client's page. Scripts run by the nonce of this one answer and what they load in turn (Vite's
 * chunks); strings become markup, script or script addresses only through the page's one Trusted Types policy
 * (apps/web/src/app/trusted-types.ts). Styles are files: React and pdf.js set single properties through the CSSOM, which
 * needs no permission. Without 'wasm-unsafe-eval': decoders run in the workers, under {@link workerPolicy}.
 */
export function pagePolicy(config: Pick<Config, 'publicOrigin'>, nonce: string): string {
  return policyText({
    'default-src': ["'none'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
    ...reporting(config),
  });
}

/**
 * The policy of the workers that parse and draw papers. What comes in and goes out travels through the page, so that a
 * paper that took a worker over could reach no address at all. pdf.js decodes JPEG 2000 and JBIG2 with WebAssembly and
 * compiles a paper's functions to it; its fallback in JavaScript is ten times slower and not in our bundle.
 */
export function workerPolicy(config: Pick<Config, 'publicOrigin'>): string {
  return policyText({
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
    ...reporting(config),
  });
}

/**
 * `report-to` makes browsers ignore `report-uri`, and they deliver its reports from secure connections only; on the
 * loopback address of a demo there is none.
 */
function reporting(config: Pick<Config, 'publicOrigin'>): Directives {
  return { 'report-uri': [REPORTS_PATH], ...(isHttps(config) ? { 'report-to': [REPORTS_GROUP] } : {}) };
}

function policyText(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

function isHttps({ publicOrigin }: Pick<Config, 'publicOrigin'>): boolean {
  return publicOrigin !== null && new URL(publicOrigin).protocol === 'https:';
}
