import { failureSchema, type MessageContract } from '@app/contracts';
import { ApiError } from './api-error';

/** Reads an acknowledgement. @throws ApiError when the server refused, or when its answer is not what was agreed. */
export function parseAnswer(contract: MessageContract | undefined, answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'data' in answer && contract) {
      const data = contract.reply.safeParse(answer.data);
      if (data.success) return data.data;
      throw new ApiError('answer_unreadable', { cause: data.error });
    }
    const failure = failureSchema.safeParse({ error: (answer as { error?: unknown }).error });
    if (failure.success) throw new ApiError(failure.data.error.code, failure.data.error);
  }
  throw new ApiError('answer_unreadable');
}
