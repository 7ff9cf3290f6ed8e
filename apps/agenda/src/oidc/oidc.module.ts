import {
  type EndpointInput,
  type EndpointResponse,
  finishOidc,
  listProviders,
  type SessionState,
  signOutAtProvider,
  startOidc,
  startOidcStepUp,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { CONFIG, type Config, Endpoint, Input } from '@app/platform';
import { Controller, Headers, Inject, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import * as client from 'openid-client';
import { Ctx } from '../edge/context.decorator.js';
import { ownOrigin } from '../sessions/own-origin.js';
import { actorOf, OwnSessionsService } from '../sessions/own-sessions.service.js';
import { clearSessionCookie, cookieFrom, setSessionCookie } from '../sessions/session-cookie.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { Attempts } from './attempts.js';
import { OidcFlow } from './oidc-flow.js';
import { OidcRepository } from './oidc.repository.js';
import { Providers } from './providers.js';

/**
 * Binds an attempt to its browser. SameSite=Strict although the provider's redirect comes from elsewhere: that redirect
 * only loads the client's page, which needs no cookie; the page hands the answer over from our own origin.
 */
const BROWSER_COOKIE = '__Host-majlis-oidc';
const BROWSER_COOKIE_OPTIONS = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;

@Controller()
class OidcController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Providers) private readonly known: Providers,
    @Inject(OidcFlow) private readonly flow: OidcFlow,
    @Inject(OidcRepository) private readonly rows: OidcRepository,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(OwnSessionsService) private readonly own: OwnSessionsService,
  ) {}

  @Endpoint(listProviders)
  providers(): EndpointResponse<typeof listProviders> {
    return { providers: this.known.list() };
  }

  @Endpoint(startOidc)
  start(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { params }: EndpointInput<typeof startOidc>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.#begin(ctx, host, params.provider, 'sign-in', response);
  }

  @Endpoint(startOidcStepUp)
  startStepUp(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { params }: EndpointInput<typeof startOidcStepUp>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.#begin(ctx, host, params.provider, 'step-up', response);
  }

  @Endpoint(finishOidc)
  async finish(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Headers('cookie') cookies: string | undefined,
    @Input() { params, body }: EndpointInput<typeof finishOidc>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const browser = cookieFrom(cookies, BROWSER_COOKIE);
    response.clearCookie(BROWSER_COOKIE, BROWSER_COOKIE_OPTIONS);
    const started = await this.flow.finish(ctx, host, { ...body, provider: params.provider, browser });
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }

  @Endpoint(signOutAtProvider)
  async signOut(
    @Ctx() ctx: TransactionContext,
    @Headers('host') host: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EndpointResponse<typeof signOutAtProvider>> {
    const provider = await this.rows.providerOf(ctx, actorOf(ctx).sessionId);
    const url = await this.#logoutAddress(provider, host);
    await this.own.endThis(ctx);
    clearSessionCookie(response);
    return { url };
  }

  async #begin(
    ctx: RequestContext,
    host: string | undefined,
    provider: string,
    use: 'sign-in' | 'step-up',
    response: Response,
  ): Promise<{ url: string }> {
    const { url, browser } = await this.flow.begin(ctx, host, provider, use);
    response.cookie(BROWSER_COOKIE, browser, { ...BROWSER_COOKIE_OPTIONS, maxAge: 10 * 60_000 });
    return { url };
  }

  /** Where the provider lets people sign out. Signing out here does not depend on it. */
  async #logoutAddress(provider: string | null, host: string | undefined): Promise<string | null> {
    const settings = this.known.all.find(({ id }) => id === provider);
    if (!settings) return null;
    try {
      const configuration = await this.known.discover(settings);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${ownOrigin(this.config, host)}/` }).href;
    } catch {
      return null;
    }
  }
}

@Module({
  imports: [SessionsModule, ThrottleModule],
  controllers: [OidcController],
  providers: [Providers, OidcRepository, Attempts, OidcFlow],
  exports: [Providers, OidcRepository],
})
export class OidcModule {}
