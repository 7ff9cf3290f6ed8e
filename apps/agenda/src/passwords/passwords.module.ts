import { changePassword, type EndpointInput, type SessionState, signInWithPassword } from '@app/contracts';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Ctx } from '../edge/context.decorator.js';
import { setSessionCookie } from '../sessions/session-cookie.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { PasswordHashing } from './password-hashing.js';
import { PasswordsRepository } from './passwords.repository.js';
import { PasswordsService } from './passwords.service.js';

@Controller()
class PasswordsController {
  constructor(
    @Inject(PasswordsService) private readonly passwords: PasswordsService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  @Endpoint(signInWithPassword)
  async signIn(
    @Ctx() ctx: RequestContext,
    @Input() { body }: EndpointInput<typeof signInWithPassword>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const started = await this.passwords.signIn(ctx, body.login, body.password);
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }

  @Endpoint(changePassword)
  async change(@Ctx() ctx: RequestContext, @Input() { body }: EndpointInput<typeof changePassword>): Promise<Record<string, never>> {
    await this.passwords.change(ctx, body.old, body.next);
    return {};
  }
}

@Module({
  imports: [SessionsModule, ThrottleModule],
  controllers: [PasswordsController],
  providers: [PasswordHashing, PasswordsRepository, PasswordsService],
  exports: [PasswordsService],
})
export class PasswordsModule {}
