import { type EndpointResponse, readStepUpWays } from '@app/contracts';
import { Database } from '@app/database';
import { type RequestContext, systemContext } from '@app/identity';
import { Endpoint } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { OidcModule } from '../oidc/oidc.module.js';
import { OidcRepository } from '../oidc/oidc.repository.js';
import { Providers } from '../oidc/providers.js';
import { PasskeysModule } from '../passkeys/passkeys.module.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { actorOf } from '../sessions/own-sessions.service.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** Which ways of proving himself again a person has; the ways themselves are with passkeys and providers. */
@Controller()
class StepUpController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(PasskeysService) private readonly passkeys: PasskeysService,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(OidcRepository) private readonly links: OidcRepository,
  ) {}

  @Endpoint(readStepUpWays)
  ways(@Ctx() ctx: RequestContext): Promise<EndpointResponse<typeof readStepUpWays>> {
    const { accountId } = actorOf(ctx);
    return this.database.transaction(systemContext('identity'), async (system) => {
      const issuers = await this.links.issuers(system, accountId);
      return {
        passkey: await this.passkeys.hasUsable(system, accountId),
        persona: await this.sessions.canClick(system, accountId),
        providers: this.providers.all
          .filter(({ issuer, strongAcr }) => strongAcr.length > 0 && issuers.includes(issuer))
          .map(({ id, name }) => ({ id, name })),
      };
    });
  }
}

@Module({ imports: [SessionsModule, PasskeysModule, OidcModule], controllers: [StepUpController] })
export class StepUpModule {}
