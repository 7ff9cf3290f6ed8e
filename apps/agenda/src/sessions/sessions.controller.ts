import {
  editPreferences,
  endAllSessions,
  endSession,
  type EndpointInput,
  type EndpointResponse,
  keepSession,
  listPersonas,
  listSessions,
  type Preferences,
  readSession,
  type SessionState,
  signInAsPersona,
  signOut,
  stepUpAsPersona,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { personaDescriptions } from '../demo/personas.js';
import { Ctx } from '../edge/context.decorator.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(OwnSessionsService) private readonly own: OwnSessionsService,
  ) {}

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

  @Endpoint(stepUpAsPersona)
  async strengthenAsPersona(@Ctx() ctx: RequestContext, @Res({ passthrough: true }) response: Response): Promise<SessionState> {
    const started = await this.sessions.strengthenAsPersona(ctx);
    setSessionCookie(response, started.token);
    return this.sessions.read(started.ctx);
  }

  @Endpoint(signOut)
  async end(@Ctx() ctx: TransactionContext, @Res({ passthrough: true }) response: Response): Promise<Record<string, never>> {
    await this.own.endThis(ctx);
    clearSessionCookie(response);
    return {};
  }

  @Endpoint(keepSession)
  async keep(@Ctx() ctx: TransactionContext): Promise<Record<string, never>> {
    await this.own.keep(ctx);
    return {};
  }

  @Endpoint(listSessions)
  async list(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof listSessions>> {
    return { sessions: await this.own.list(ctx) };
  }

  @Endpoint(endSession)
  async endOne(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof endSession>): Promise<Record<string, never>> {
    await this.own.endOne(ctx, params.sessionId);
    return {};
  }

  @Endpoint(endAllSessions)
  async endAll(@Ctx() ctx: TransactionContext, @Res({ passthrough: true }) response: Response): Promise<Record<string, never>> {
    await this.own.endAll(ctx);
    clearSessionCookie(response);
    return {};
  }

  @Endpoint(editPreferences)
  editPreferences(@Ctx() ctx: TransactionContext, @Input() { body }: EndpointInput<typeof editPreferences>): Promise<Preferences> {
    return this.sessions.editPreferences(ctx, body);
  }
}
