import type { Failure, InputIssue } from '@app/contracts';
import type { z } from 'zod';
import { AppError } from './app-error.js';

/** Turns anything thrown into the one shape clients see. Never carries a value that came in, a message or a stack. */
export function toFailure(error: unknown, requestId: string): Failure {
  if (error instanceof AppError) {
    return { error: { code: error.code, requestId, ...(error.issues ? { issues: [...error.issues] } : {}) } };
  }
  return { error: { code: 'internal', requestId } };
}

/** Parses input from outside by a strict schema. @throws AppError `code` with the paths that were wrong. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code: 'invalid_input' | 'message_invalid' = 'invalid_input',
): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError(code, issuesOf(result.error));
}

function issuesOf(error: z.ZodError): InputIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    expected: issue.code === 'invalid_type' ? `a ${issue.expected}` : issue.code,
  }));
}
