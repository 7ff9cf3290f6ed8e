import {
  approveLabel,
  type EndpointInput,
  type EndpointResponse,
  type LabelRequest,
  listLabelRequests,
  rejectLabel,
  requestLabel,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { Ctx } from '../edge/context.decorator.js';
import { EventsModule } from '../events/events.module.js';
import { ItemsModule } from '../items/items.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { LabelledThings } from './labelled-things.js';
import { LabelsRepository } from './labels.repository.js';
import { LabelsService } from './labels.service.js';

@Controller()
class LabelsController {
  constructor(@Inject(LabelsService) private readonly labels: LabelsService) {}

  @Endpoint(listLabelRequests)
  async list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listLabelRequests>> {
    return { requests: await this.labels.list(ctx) };
  }

  @Endpoint(requestLabel)
  request(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof requestLabel>): Promise<LabelRequest> {
    return this.labels.request(ctx, body);
  }

  @Endpoint(approveLabel)
  approve(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof approveLabel>): Promise<LabelRequest> {
    return this.labels.approve(ctx, params.requestId);
  }

  @Endpoint(rejectLabel)
  reject(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof rejectLabel>): Promise<LabelRequest> {
    return this.labels.reject(ctx, params.requestId, body.answer);
  }
}

@Module({
  imports: [EventsModule, MeetingsModule, ItemsModule, DocumentsModule],
  controllers: [LabelsController],
  providers: [LabelledThings, LabelsRepository, LabelsService],
})
export class LabelsModule {}
