import type { AddressInfo } from 'node:net';
import type { INestApplication, Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import { HealthRegistry } from '../health/health.js';
import type { Log } from '../logging/log.js';
import { NestLog } from '../logging/nest-log.js';
import { limitBodyTime } from './body-time.js';
import { refuseCrossSite } from './cross-site.js';
import { sendFailure } from './error.filter.js';
import { KnownPathsAdapter } from './known-paths.adapter.js';
import { REPORTS_PATH, securityHeaders } from './security-headers.js';

/** Bytes of a JSON body; papers travel as uploads and never through this parser. */
const MAX_JSON_BYTES = 256 * 1024;

/** The same of a browser's report, from whoever it comes, and the two types such reports have. */
const MAX_REPORT_BYTES = 16 * 1024;
const REPORT_TYPES = ['application/csp-report', 'application/reports+json'];
/** Longest time a request may take to arrive whole: an upload of the largest paper over a poor link. */
const UPLOAD_MS = 30 * 60_000;
/** The same for every body whose sender was not allowed more (`allowLongBody`), and for the headers. */
const BODY_MS = 60_000;
const HEADERS_MS = 20_000;

export interface RunningApplication {
  readonly app: INestApplication;
  /** Where it listens, for logs and tests. */
  readonly url: string;
  close(): Promise<void>;
}

/** Creates a Nest application with the edge every process shares, and listens. */
export async function startApplication(
  module: Type | DynamicModule,
  config: Config,
  log: Log,
  /** Adds what the process serves besides its controllers, before they are mapped. */
  prepare: (app: INestApplication) => void | Promise<void> = () => undefined,
): Promise<RunningApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(exactRoutes()), {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');
  const sockets = new KnownPathsAdapter(app);
  app.useWebSocketAdapter(sockets);
  app.use((request: express.Request & { requestId?: string }, response: express.Response, next: express.NextFunction) => {
    request.requestId = uuid();
    response.setHeader('X-Request-Id', request.requestId);
    if (request.path.startsWith('/api/') || request.path.startsWith('/health/')) response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(limitBodyTime(BODY_MS));
  app.use(securityHeaders(config));
  app.use(refuseCrossSite(config));
  app.use(REPORTS_PATH, express.json({ limit: MAX_REPORT_BYTES, strict: true, type: REPORT_TYPES }));
  app.use(express.json({ limit: MAX_JSON_BYTES, strict: true, type: 'application/json' }));
  // The parser's errors happen before Nest's filters exist for the request.
  app.use((error: unknown, request: express.Request, response: express.Response, next: express.NextFunction) => {
    if (response.headersSent) return next(error);
    sendFailure(error, request, response, log);
  });
  await prepare(app);
  const server = app.getHttpServer();
  server.requestTimeout = UPLOAD_MS;
  server.headersTimeout = HEADERS_MS;
  await app.init();
  sockets.refuseOtherPaths(server);
  await app.listen(config.port, config.host);
  const { port } = server.address() as AddressInfo;
  return {
    app,
    url: `http://${config.host === '0.0.0.0' || config.host === '127.0.0.1' ? 'localhost' : config.host}:${port}`,
    async close() {
      app.get(HealthRegistry).drain();
      await app.close();
    },
  };
}

/**
 * What is refused and told by an address' beginning (`/api/`) is decided by its letters: no other spelling may reach the
 * same handler. Set before anything else: the adapter makes the router at once, and it keeps what it was made with.
 */
function exactRoutes(): express.Express {
  return express().enable('case sensitive routing');
}
