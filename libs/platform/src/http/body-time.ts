import type { IncomingMessage, ServerResponse } from 'node:http';

const limits = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/**
 * Cuts whoever takes longer than this to send a body, also when he was answered long ago: a connection is held by
 * somebody nobody knows. Node's own limit is one for the whole server and has to suit uploads.
 */
export function limitBodyTime(milliseconds: number) {
  return (request: IncomingMessage, _response: ServerResponse, next: () => void): void => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (encoding !== undefined || Number(length ?? 0) > 0) {
      const timer = setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, milliseconds).unref();
      limits.set(request, timer);
      request.once('end', () => clearTimeout(timer));
    }
    next();
  };
}

/** The sender of this body is known and was allowed to send it: he may take as long as the server allows at all. */
export function allowLongBody(request: IncomingMessage): void {
  clearTimeout(limits.get(request));
}
