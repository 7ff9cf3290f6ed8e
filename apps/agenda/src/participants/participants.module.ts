import { addParticipant, type EndpointInput, listParticipants, type Participation, removeParticipant } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { EventsModule } from '../events/events.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { ParticipantsRepository } from './participants.repository.js';
import { ParticipantsService } from './participants.service.js';

@Controller()
class ParticipantsController {
  constructor(@Inject(ParticipantsService) private readonly participants: ParticipantsService) {}

  @Endpoint(listParticipants)
  list(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof listParticipants>): Promise<Participation> {
    return this.participants.list(ctx, params.meetingId);
  }

  @Endpoint(addParticipant)
  add(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof addParticipant>): Promise<Participation> {
    return this.participants.add(ctx, params.meetingId, body);
  }

  @Endpoint(removeParticipant)
  remove(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof removeParticipant>): Promise<Participation> {
    return this.participants.remove(ctx, params.meetingId, params.accountId);
  }
}

@Module({
  imports: [EventsModule, MeetingsModule],
  controllers: [ParticipantsController],
  providers: [ParticipantsRepository, ParticipantsService],
})
export class ParticipantsModule {}
