import { Restrictions } from '@app/access/facts/index.js';
import { decide } from '@app/access/rules/index.js';
import type { Participant } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import type { FoundDocument } from '../documents/documents.repository.js';
import { atHisDesk, participantOf } from '../meetings/invited.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';

/** Who may open a paper: the decision itself, asked as each participant. */
@Injectable()
export class ReadersOfPaper {
  constructor(@Inject(MeetingsRepository) private readonly meetings: MeetingsRepository) {}

  /** For whoever prepares the meeting: to others the database shows nobody's clearance, and this would list nobody but them. */
  async of(ctx: TransactionContext, { document, meeting, access }: FoundDocument): Promise<Participant[]> {
    const restrictions = await Restrictions.load(ctx, [meeting.id]);
    const invited = await this.meetings.invited(ctx, meeting.id);
    return invited
      .filter((row) => {
        const seen = { ...access, ...restrictions.of(document.itemId, row.id), role: row.role };
        return decide(atHisDesk(row), 'document.read', seen).allow;
      })
      .map(participantOf);
  }
}
