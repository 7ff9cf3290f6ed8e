import { z } from 'zod';

/**
 * The one table of errors: HTTP status, and whether trying the same again can help.
 * The reader's words for each code are in the client's catalogues (a code without both texts fails the build).
 * `not_found` is the only answer for missing and for forbidden.
 */
export const ERRORS = {
  invalid_input: { status: 400, retry: false },
  malformed_body: { status: 400, retry: false },
  not_signed_in: { status: 401, retry: false },
  sign_in_failed: { status: 401, retry: true },
  password_wrong: { status: 422, retry: true },
  password_common: { status: 422, retry: true },
  passkey_refused: { status: 422, retry: true },
  last_strong_way: { status: 409, retry: false },
  enrolment_over: { status: 410, retry: false },
  enrolment_code: { status: 422, retry: true },
  cross_site: { status: 403, retry: false },
  step_up_required: { status: 403, retry: false },
  not_found: { status: 404, retry: false },
  conflict: { status: 409, retry: true },
  state_forbids: { status: 409, retry: false },
  already_exists: { status: 409, retry: false },
  already_pending: { status: 409, retry: false },
  not_oneself: { status: 409, retry: false },
  last_administrator: { status: 409, retry: false },
  last_officer: { status: 409, retry: false },
  holds_office: { status: 409, retry: false },
  second_person_required: { status: 409, retry: false },
  too_large: { status: 413, retry: false },
  range_invalid: { status: 416, retry: false },
  too_many_requests: { status: 429, retry: true },
  internal: { status: 500, retry: true },
  unavailable: { status: 503, retry: true },
  upload_cut_off: { status: 400, retry: true },
  file_missing: { status: 400, retry: false },
  file_empty: { status: 422, retry: false },
  file_not_pdf: { status: 422, retry: false },
  file_truncated: { status: 422, retry: false },
  file_encrypted: { status: 422, retry: false },
  file_too_many_pages: { status: 422, retry: false },
  file_too_complex: { status: 422, retry: false },
  file_unreadable: { status: 422, retry: false },
  file_duplicate: { status: 409, retry: false },
  label_too_low: { status: 422, retry: false },
  label_above_papers: { status: 409, retry: false },
  label_above_clearance: { status: 422, retry: false },
  originator_absent: { status: 422, retry: false },
  originator_left_out: { status: 422, retry: false },
  label_not_weaker: { status: 422, retry: false },
  request_open: { status: 409, retry: false },
  request_outdated: { status: 409, retry: false },
  not_a_participant: { status: 422, retry: false },
  not_invitable: { status: 422, retry: false },
  already_participates: { status: 409, retry: false },
  list_needs_you: { status: 422, retry: false },
  nothing_to_publish: { status: 422, retry: false },
  message_unknown: { status: 400, retry: false },
  message_invalid: { status: 400, retry: false },
  grant_invalid: { status: 401, retry: true },
  room_full: { status: 503, retry: true },
  media_unavailable: { status: 503, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ErrorCode = keyof typeof ERRORS;
export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** A place in the input that was wrong: the path and what was expected, never the value that came in. */
export const issueSchema = z.strictObject({ path: z.string(), expected: z.string() });

/** The body of every refused request and of every refused socket message. */
export const failureSchema = z.strictObject({
  error: z.strictObject({
    code: errorCodeSchema,
    requestId: z.string(),
    issues: z.array(issueSchema).optional(),
  }),
});
export type Failure = z.infer<typeof failureSchema>;
export type InputIssue = z.infer<typeof issueSchema>;

/** Why a server closed a socket, and what the client should do. */
export const CLOSE_REASONS = {
  rejudge: 'Access may have changed: fetch a new grant and connect again.',
  session_ended: 'The session ended: show the sign-in page.',
  shutting_down: 'The server restarts: connect again after a moment.',
  flooding: 'Too many messages: connect again after a pause.',
  protocol: 'Client and server speak different versions: reload the page.',
} as const satisfies Record<string, string>;
export type CloseReason = keyof typeof CLOSE_REASONS;
export const closeReasonSchema = z.enum(Object.keys(CLOSE_REASONS) as [CloseReason, ...CloseReason[]]);
