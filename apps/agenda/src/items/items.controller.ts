import { addItem, type AgendaItem, editItem, type EndpointInput, orderItems, removeItem } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { ItemsService } from './items.service.js';

@Controller()
export class ItemsController {
  constructor(@Inject(ItemsService) private readonly items: ItemsService) {}

  @Endpoint(addItem)
  add(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof addItem>): Promise<AgendaItem> {
    return this.items.add(ctx, params.meetingId, body);
  }

  @Endpoint(editItem)
  edit(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof editItem>): Promise<AgendaItem> {
    return this.items.edit(ctx, params.itemId, body);
  }

  @Endpoint(removeItem)
  remove(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof removeItem>): Promise<void> {
    return this.items.remove(ctx, params.itemId);
  }

  @Endpoint(orderItems)
  async order(
    @Ctx() ctx: TransactionContext,
    @Input() { params, body }: EndpointInput<typeof orderItems>,
  ): Promise<{ items: AgendaItem[] }> {
    return { items: await this.items.order(ctx, params.meetingId, body.itemIds) };
  }
}
