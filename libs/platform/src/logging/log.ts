import { pino, type Logger } from 'pino';

/** A structured logger. Fields, never sentences made of user text; no content of papers, no titles, no secrets. */
export type Log = Logger;

/** Field names whose values never reach a log line, wherever they occur up to three levels deep. */
export const REDACTED = [
  'password',
  'token',
  'grant',
  'cookie',
  'authorization',
  'set-cookie',
  'secret',
  'key',
  'title',
  'coverTitle',
  'name',
  'text',
  'fileName',
  'query',
  'body',
];

/** Creates the process's logger; one JSON object a line on `destination` (default: standard output). */
export function createLog(options: { level: string; service: string }, destination?: NodeJS.WritableStream): Log {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: REDACTED.flatMap((field) =>
          ['', '*.', '*.*.'].map((prefix) => (/^[a-z]+$/i.test(field) ? `${prefix}${field}` : `${prefix.slice(0, -1)}["${field}"]`)),
        ),
        remove: true,
      },
      serializers: { err: describeError, error: describeError },
      hooks: {
        // An error logged by itself: pino would make its message the line's, past every serializer.
        logMethod(given, method) {
          const [first] = given as unknown[];
          if (first instanceof Error) method.call(this, { err: first }, typeof given[1] === 'string' ? given[1] : first.name);
          else method.apply(this, given);
        },
      },
    },
    destination ?? pino.destination(1),
  );
}

/**
 * Type, code and stack of an error. The message is left out for errors of the database driver: PostgreSQL puts
 * the offending values into it, and those can be classified.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const fromDatabase = error.name === 'QueryFailedError' || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(fromDatabase ? { constraint: (error as { constraint?: unknown }).constraint } : { message: error.message }),
    stack: fromDatabase ? framesOf(error) : error.stack?.split('\n').slice(0, 8).join('\n'),
  };
}

/** The stack without the message it begins with, which may be several lines long. */
function framesOf({ message, stack = '' }: Error): string {
  const begin = stack.indexOf(message);
  return begin < 0
    ? ''
    : stack
        .slice(begin + message.length)
        .split('\n')
        .slice(1, 8)
        .join('\n');
}
