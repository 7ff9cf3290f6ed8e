import {
  type Body,
  createMeeting,
  editMeeting,
  type EndpointInput,
  listBodies,
  listMeetings,
  type Meeting,
  type MeetingSummary,
  previewPublication,
  type Publication,
  publishMeeting,
  readMeeting,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { MeetingsService } from './meetings.service.js';

@Controller()
export class MeetingsController {
  constructor(@Inject(MeetingsService) private readonly meetings: MeetingsService) {}

  @Endpoint(listBodies)
  async bodies(@Ctx() ctx: TransactionContext): Promise<{ bodies: Body[] }> {
    return { bodies: await this.meetings.bodies(ctx) };
  }

  @Endpoint(listMeetings)
  async list(@Ctx() ctx: TransactionContext): Promise<{ meetings: MeetingSummary[] }> {
    return { meetings: await this.meetings.list(ctx) };
  }

  @Endpoint(readMeeting)
  read(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof readMeeting>): Promise<Meeting> {
    return this.meetings.read(ctx, params.meetingId);
  }

  @Endpoint(createMeeting)
  create(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof createMeeting>): Promise<Meeting> {
    return this.meetings.create(ctx, body);
  }

  @Endpoint(editMeeting)
  edit(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof editMeeting>): Promise<Meeting> {
    return this.meetings.edit(ctx, params.meetingId, body);
  }

  @Endpoint(previewPublication)
  preview(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof previewPublication>): Promise<Publication> {
    return this.meetings.previewPublication(ctx, params.meetingId);
  }

  @Endpoint(publishMeeting)
  publish(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof publishMeeting>): Promise<Meeting> {
    return this.meetings.publish(ctx, params.meetingId);
  }
}
