import { type EndpointInput, type EndpointResponse, issueGrants } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { GrantIssuer } from '@app/identity';
import { CONFIG, type Config, Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { GrantsService } from './grants.service.js';

@Controller()
class GrantsController {
  constructor(@Inject(GrantsService) private readonly grants: GrantsService) {}

  @Endpoint(issueGrants)
  issue(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof issueGrants>,
  ): Promise<EndpointResponse<typeof issueGrants>> {
    return this.grants.issue(ctx, params.meetingId);
  }
}

@Module({
  imports: [MeetingsModule],
  controllers: [GrantsController],
  providers: [
    GrantsService,
    {
      provide: GrantIssuer,
      inject: [CONFIG],
      useFactory: (config: Config) => {
        if (!config.grantPrivateKey) throw new Error('GRANT_PRIVATE_KEY is not set');
        return new GrantIssuer(config.grantPrivateKey);
      },
    },
  ],
})
export class GrantsModule {}
