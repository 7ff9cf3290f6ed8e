import type { Role } from '@app/contracts';
import { ParticipantEntity, type TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

/** Somebody who may be brought into the meeting, with what is known of him from its body or from before. */
export interface Invitable {
  id: string;
  name_ar: string;
  name_en: string;
  country: string;
  active: boolean;
  role: Role;
  delegation: string;
  position: number;
  before: boolean;
}

@Injectable()
export class ParticipantsRepository {
  invitable(ctx: TransactionContext, meetingId: string): Promise<Invitable[]> {
    return ctx.transaction.query<Invitable>('select * from app.invitable($1) order by position, id', [meetingId]);
  }

  async insert(ctx: TransactionContext, participant: ParticipantEntity): Promise<void> {
    await ctx.transaction.repository(ParticipantEntity).insert(participant);
  }

  async remove(ctx: TransactionContext, meetingId: string, accountId: string): Promise<void> {
    await ctx.transaction.repository(ParticipantEntity).delete({ meetingId, accountId });
  }
}
