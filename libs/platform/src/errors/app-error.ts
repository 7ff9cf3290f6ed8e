import { ERRORS, type ErrorCode, type InputIssue } from '@app/contracts';

/** A refusal with a code of the error table. Its message is for logs; the reader's words are in the client's catalogues. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly issues?: readonly InputIssue[],
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'AppError';
    this.status = ERRORS[code].status;
  }
}

/** Missing or forbidden: the same answer, so that probing learns nothing. */
export function notFound(): AppError {
  return new AppError('not_found');
}
