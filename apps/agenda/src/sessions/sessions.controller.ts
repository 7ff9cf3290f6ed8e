import {
  editPreferences,
  type EndpointInput,
  listPersonas,
  type Preferences,
  readSession,
  type SessionState,
  signInAsPersona,
  signInWithPassword,
  signOut,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { personaDescriptions } from '../demo/personas.js';
import { Ctx } from '../edge/context.decorator.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(@Inject(SessionsService) private readonly sessions: SessionsService) {}

  @Endpoint(readSession)
  read(@Ctx() ctx: RequestContext): Promise<SessionState> {
    return this.sessions.read(ctx);
  }

  @Endpoint(listPersonas)
  async personas() {
    const personas = await this.sessions.personas();
    const descriptions = personaDescriptions();
    return {
      personas: [...descriptions].flatMap(([key, description]) =>
        personas.filter((persona) => persona.key === key).map((persona) => ({ ...persona, description })),
      ),
    };
  }

  @Endpoint(signInAsPersona)
  async startAsPersona(
    @Ctx() ctx: RequestContext,
    @Input() { body }: EndpointInput<typeof signInAsPersona>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const started = await this.sessions.startAsPersona(ctx, body.persona);
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }

  @Endpoint(signInWithPassword)
  async startWithPassword(
    @Ctx() ctx: RequestContext,
    @Input() { body }: EndpointInput<typeof signInWithPassword>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const started = await this.sessions.startWithPassword(ctx, body.login, body.password);
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }

  @Endpoint(signOut)
  async end(@Ctx() ctx: TransactionContext, @Res({ passthrough: true }) response: Response): Promise<Record<string, never>> {
    await this.sessions.end(ctx);
    clearSessionCookie(response);
    return {};
  }

  @Endpoint(editPreferences)
  editPreferences(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof editPreferences>): Promise<Preferences> {
    return this.sessions.editPreferences(ctx, body);
  }
}
