import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own messages through our logger; its chatter about mapped routes is for debugging only. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(
      { context: rest.at(-1), err: message instanceof Error ? message : undefined },
      message instanceof Error ? message.name : String(message),
    );
  }
  warn(message: unknown, context?: unknown): void {
    this.target.warn({ context }, String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.target.trace({ context }, String(message));
  }
}
