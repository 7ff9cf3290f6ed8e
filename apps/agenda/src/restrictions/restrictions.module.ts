import {
  embargoDocument,
  type EndpointInput,
  type ItemRestrictions,
  type PaperDocument,
  readRestrictions,
  restrictItem,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { Ctx } from '../edge/context.decorator.js';
import { EventsModule } from '../events/events.module.js';
import { ItemsModule } from '../items/items.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { RestrictionsRepository } from './restrictions.repository.js';
import { RestrictionsService } from './restrictions.service.js';

@Controller()
class RestrictionsController {
  constructor(@Inject(RestrictionsService) private readonly restrictions: RestrictionsService) {}

  @Endpoint(readRestrictions)
  read(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof readRestrictions>): Promise<ItemRestrictions> {
    return this.restrictions.read(ctx, params.itemId);
  }

  @Endpoint(restrictItem)
  restrict(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof restrictItem>): Promise<ItemRestrictions> {
    return this.restrictions.restrict(ctx, params.itemId, body);
  }

  @Endpoint(embargoDocument)
  embargo(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof embargoDocument>): Promise<PaperDocument> {
    return this.restrictions.embargo(ctx, params.documentId, body.until);
  }
}

@Module({
  imports: [EventsModule, MeetingsModule, ItemsModule, DocumentsModule],
  controllers: [RestrictionsController],
  providers: [RestrictionsRepository, RestrictionsService],
})
export class RestrictionsModule {}
