import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplication } from '@nestjs/common';
import express, { type Router } from 'express';

/**
 * The built client: hashed assets for ever, the page itself never from a cache. Every address that is not the
 * API's is the client's; what a person may see there is decided by the API.
 */
export function serveClient(folder: string): Router {
  const router = express.Router();
  const page = join(folder, 'index.html');
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  router.use(express.static(folder, { index: false, maxAge: 0, dotfiles: 'ignore' }));
  router.get(/^\/(?!api\/|health\/|rt\/|assets\/).*/, (request, response, next) => {
    if (!request.accepts('html') || !existsSync(page)) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.sendFile(page);
  });
  return router;
}

/** Serves `dist/web`, which lies beside the built server. */
export function serveBuiltClient(app: INestApplication): void {
  app.use(serveClient(fileURLToPath(new URL('../../../../web', import.meta.url))));
}
