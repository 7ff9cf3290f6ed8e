import { answerRelease, askRelease, type EndpointInput, type EndpointResponse, listReleaseAsks } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { ReleasesRepository } from './releases.repository.js';
import { ReleasesService } from './releases.service.js';

@Controller()
class ReleasesController {
  constructor(@Inject(ReleasesService) private readonly releases: ReleasesService) {}

  @Endpoint(askRelease)
  ask(
    @Ctx() ctx: TransactionContext,
    @Input() { params, body }: EndpointInput<typeof askRelease>,
  ): Promise<EndpointResponse<typeof askRelease>> {
    return this.releases.ask(ctx, params.itemId, body.reason);
  }

  @Endpoint(listReleaseAsks)
  list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listReleaseAsks>> {
    return this.releases.list(ctx);
  }

  @Endpoint(answerRelease)
  answer(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof answerRelease>): Promise<void> {
    return this.releases.answer(ctx, params.askId);
  }
}

@Module({ imports: [MeetingsModule], controllers: [ReleasesController], providers: [ReleasesRepository, ReleasesService] })
export class ReleasesModule {}
