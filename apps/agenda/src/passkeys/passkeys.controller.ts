import {
  type AssertionOptions,
  type CreationOptions,
  type EndpointInput,
  type EndpointResponse,
  listPasskeys,
  type Passkey,
  registerPasskey,
  removePasskey,
  renamePasskey,
  type SessionState,
  signInWithPasskey,
  startPasskeyRegistration,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUpWithPasskey,
} from '@app/contracts';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Headers, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Ctx } from '../edge/context.decorator.js';
import { setSessionCookie } from '../sessions/session-cookie.js';
import type { Started } from '../sessions/session-starter.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasskeyProofs } from './passkey-proofs.js';
import { PasskeysService } from './passkeys.service.js';

@Controller()
export class PasskeysController {
  constructor(
    @Inject(PasskeyProofs) private readonly proofs: PasskeyProofs,
    @Inject(PasskeysService) private readonly passkeys: PasskeysService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  @Endpoint(startPasskeySignIn)
  startSignIn(@Ctx() ctx: RequestContext, @Headers('host') host: string | undefined): AssertionOptions {
    return this.proofs.options(ctx, host, 'sign-in');
  }

  @Endpoint(signInWithPasskey)
  async signIn(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { body }: EndpointInput<typeof signInWithPasskey>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    return this.#entered(response, await this.proofs.signIn(ctx, host, body));
  }

  @Endpoint(startPasskeyStepUp)
  startStepUp(@Ctx() ctx: RequestContext, @Headers('host') host: string | undefined): AssertionOptions {
    return this.proofs.options(ctx, host, 'step-up');
  }

  @Endpoint(stepUpWithPasskey)
  async stepUp(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { body }: EndpointInput<typeof stepUpWithPasskey>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    return this.#entered(response, await this.proofs.stepUp(ctx, host, body));
  }

  @Endpoint(listPasskeys)
  list(@Ctx() ctx: RequestContext): Promise<EndpointResponse<typeof listPasskeys>> {
    return this.passkeys.list(ctx);
  }

  @Endpoint(startPasskeyRegistration)
  startRegistration(@Ctx() ctx: RequestContext, @Headers('host') host: string | undefined): Promise<CreationOptions> {
    return this.passkeys.startRegistration(ctx, host);
  }

  @Endpoint(registerPasskey)
  register(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { body }: EndpointInput<typeof registerPasskey>,
  ): Promise<Passkey> {
    return this.passkeys.register(ctx, host, body);
  }

  @Endpoint(renamePasskey)
  async rename(@Ctx() ctx: RequestContext, @Input() { params, body }: EndpointInput<typeof renamePasskey>): Promise<Record<string, never>> {
    await this.passkeys.rename(ctx, params.passkeyId, body.name);
    return {};
  }

  @Endpoint(removePasskey)
  async remove(@Ctx() ctx: RequestContext, @Input() { params }: EndpointInput<typeof removePasskey>): Promise<Record<string, never>> {
    await this.passkeys.remove(ctx, params.passkeyId);
    return {};
  }

  #entered(response: Response, { token, ctx }: Started): Promise<SessionState> {
    setSessionCookie(response, token);
    return this.sessions.read(ctx);
  }
}
