import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, pagePolicy, workerPolicy } from '@app/platform';
import type { INestApplication } from '@nestjs/common';
import express, { type RequestHandler, type Response, type Router } from 'express';

/** Stands in the built page wherever this answer's nonce belongs (apps/web/vite.config.ts). */
const NONCE = /__CSP_NONCE__/g;
/** pdf.js' workers, by the names its bundle has. */
const WORKER = /\/pdf\.(worker|renderer)\.min-[\w-]+\.mjs$/;

/**
 * The built client: hashed assets for ever, the page itself never from a cache, each time with a nonce of its own. Every
 * address that is not the API's is the client's; what a person may see there is decided by the API.
 */
export function serveClient(folder: string, config: Pick<Config, 'publicOrigin'>): Router {
  const router = express.Router({ caseSensitive: true });
  const ofWorkers = workerPolicy(config);
  const setHeaders = (response: Response, file: string) => {
    if (WORKER.test(file)) response.setHeader('Content-Security-Policy', ofWorkers);
  };
  const sendPage: RequestHandler = async (request, response, next) => {
    const page = request.accepts('html') ? await readFile(join(folder, 'index.html'), 'utf8').catch(() => null) : null;
    if (page === null) return next();
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Security-Policy', pagePolicy(config, nonce));
    // Without a validator: whoever asked with one would be told that nothing changed, and keep the old nonce.
    response.type('html').end(page.replace(NONCE, nonce));
  };
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false, setHeaders }),
  );
  router.get('/index.html', sendPage);
  router.use(express.static(folder, { index: false, maxAge: 0, dotfiles: 'ignore' }));
  router.get(/^\/(?!api\/|health\/|rt\/|assets\/).*/, sendPage);
  return router;
}

/** Serves `dist/web`, which lies beside the built server. */
export function serveBuiltClient(config: Config) {
  return (app: INestApplication): void => {
    app.use(serveClient(fileURLToPath(new URL('../../../../web', import.meta.url)), config));
  };
}
