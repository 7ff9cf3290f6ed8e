import type { IncomingMessage } from 'node:http';
import type { RequestContext } from './request-context.js';

/** Port: turns a request into who is asking. The edge asks it once a request. */
export abstract class Authenticator {
  /** The context of the request; its actor is null when no valid session came with it. */
  abstract contextOf(request: IncomingMessage & { requestId?: string }): Promise<RequestContext>;
}

/** Where the edge keeps the context of a request. */
export interface RequestWithContext {
  majlis?: RequestContext;
}
