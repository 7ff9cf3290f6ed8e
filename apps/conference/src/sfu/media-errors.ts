import { AppError, notFound } from '@app/platform';

/**
 * What the client is told when the worker refuses. The schemas let only well-formed parameters through, so what
 * remains is either an object that ended while the request was under way, or parameters that contradict each other.
 */
export function toRefusal(error: unknown, owner: { readonly closed: boolean }): AppError {
  if (error instanceof AppError) return error;
  if (owner.closed) return notFound();
  return new AppError('message_invalid', undefined, { cause: error });
}
