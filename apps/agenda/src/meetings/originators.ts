import { type Country, goesTo, type Label } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { MeetingsRepository } from './meetings.repository.js';

/** Whose an item or a paper is (docs/access-policy.md §8). */
@Injectable()
export class Originators {
  constructor(@Inject(MeetingsRepository) private readonly meetings: MeetingsRepository) {}

  /**
   * For a label that something is made with, below what has `above`: another state may be named, if it sits in the meeting.
   *
   * @throws AppError `originator_absent`, `originator_left_out`
   */
  async allow(ctx: TransactionContext, meetingId: string, label: Label, above: Country): Promise<void> {
    if (label.originator !== above && !(await this.meetings.delegations(ctx, meetingId)).includes(label.originator))
      throw new AppError('originator_absent');
    keepOriginator(label);
  }
}

/**
 * The originator alone makes a label weaker: one that shuts it out could be opened by nobody any more.
 *
 * @throws AppError `originator_left_out`
 */
export function keepOriginator(label: Label): void {
  if (!goesTo(label, label.originator)) throw new AppError('originator_left_out');
}
