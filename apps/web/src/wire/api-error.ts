import { ERRORS, failureSchema, type ErrorCode, type InputIssue } from '@app/contracts';

/** What can go wrong between here and the server, beside what the server refuses. */
export const CLIENT_FAILURES = {
  network_lost: { retry: true },
  timed_out: { retry: true },
  answer_unreadable: { retry: false },
  cancelled: { retry: false },
  passkey_unavailable: { retry: false },
} as const satisfies Record<string, { retry: boolean }>;
export type ClientFailure = keyof typeof CLIENT_FAILURES;
export type FailureCode = ErrorCode | ClientFailure;

interface FailureDetails {
  issues?: readonly InputIssue[] | undefined;
  requestId?: string | null | undefined;
  cause?: unknown;
}

/** A refused or failed request, over HTTP or over a socket. Its words are in the catalogues, by code. */
export class ApiError extends Error {
  readonly code: FailureCode;
  readonly issues: readonly InputIssue[];
  /** To be read to the help desk; null when no server answered. */
  readonly requestId: string | null;

  constructor(code: FailureCode, { issues = [], requestId = null, cause }: FailureDetails = {}) {
    super(code, { cause });
    this.name = 'ApiError';
    this.code = code;
    this.issues = issues;
    this.requestId = requestId;
  }

  /** Whether trying the same again can help. */
  get retry(): boolean {
    return this.code in CLIENT_FAILURES ? CLIENT_FAILURES[this.code as ClientFailure].retry : ERRORS[this.code as ErrorCode].retry;
  }
}

/** The error a response body describes; the status decides when a proxy answered instead of the product. */
export function errorFromResponse(status: number, body: unknown): ApiError {
  const failure = failureSchema.safeParse(body);
  if (failure.success) return new ApiError(failure.data.error.code, failure.data.error);
  return new ApiError(codeOfStatus(status));
}

/** Whatever was thrown, as an ApiError. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return new ApiError('cancelled', { cause: thrown });
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return new ApiError('timed_out', { cause: thrown });
  // fetch reports every network failure as a TypeError without further detail.
  if (thrown instanceof TypeError) return new ApiError('network_lost', { cause: thrown });
  return new ApiError('internal', { cause: thrown });
}

function codeOfStatus(status: number): FailureCode {
  switch (status) {
    case 401:
      return 'not_signed_in';
    case 403:
    case 404:
      return 'not_found';
    case 413:
      return 'too_large';
    case 429:
      return 'too_many_requests';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return status >= 500 ? 'internal' : 'answer_unreadable';
  }
}
