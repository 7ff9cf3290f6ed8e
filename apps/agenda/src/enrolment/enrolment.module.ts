import {
  type CreationOptions,
  type EndpointInput,
  type EndpointResponse,
  finishEnrolment,
  openEnrolment,
  readEnrolmentPasskey,
  type SessionState,
} from '@app/contracts';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Headers, Inject, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Ctx } from '../edge/context.decorator.js';
import { PasskeysModule } from '../passkeys/passkeys.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { setSessionCookie } from '../sessions/session-cookie.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { Enrolling } from './enrolling.service.js';
import { EnrolmentsRepository } from './enrolments.repository.js';
import { Enrolments } from './enrolments.service.js';

@Controller()
class EnrolmentController {
  constructor(
    @Inject(Enrolling) private readonly enrolling: Enrolling,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  @Endpoint(openEnrolment)
  async open(
    @Ctx() ctx: RequestContext,
    @Input() { body }: EndpointInput<typeof openEnrolment>,
  ): Promise<EndpointResponse<typeof openEnrolment>> {
    const { login, nameAr, nameEn, expiresAt, codeHash } = await this.enrolling.open(ctx, body.token);
    return { login, name: { ar: nameAr, en: nameEn }, expiresAt: expiresAt.toISOString(), needsCode: codeHash !== null };
  }

  @Endpoint(readEnrolmentPasskey)
  passkeyOptions(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { body }: EndpointInput<typeof readEnrolmentPasskey>,
  ): Promise<CreationOptions> {
    return this.enrolling.passkeyOptions(ctx, host, body.token);
  }

  @Endpoint(finishEnrolment)
  async finish(
    @Ctx() ctx: RequestContext,
    @Headers('host') host: string | undefined,
    @Input() { body }: EndpointInput<typeof finishEnrolment>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const started = await this.enrolling.finish(ctx, host, body);
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }
}

@Module({
  imports: [SessionsModule, ThrottleModule, PasskeysModule, PasswordsModule],
  controllers: [EnrolmentController],
  providers: [EnrolmentsRepository, Enrolments, Enrolling],
  exports: [Enrolments],
})
export class EnrolmentModule {}
