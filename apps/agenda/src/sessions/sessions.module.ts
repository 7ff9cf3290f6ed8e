import { Authenticator, Clock } from '@app/identity';
import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { DerivedKeys } from './derived-keys.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { SessionStarter } from './session-starter.js';
import { SessionSweep } from './session-sweep.js';
import { SessionSweepRepository } from './session-sweep.repository.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [EventsModule],
  controllers: [SessionsController],
  providers: [
    Clock,
    DerivedKeys,
    SessionsRepository,
    SessionStarter,
    SessionsService,
    OwnSessionsService,
    SessionSweepRepository,
    SessionSweep,
    { provide: Authenticator, useExisting: SessionsService },
  ],
  exports: [Authenticator, Clock, DerivedKeys, SessionsRepository, SessionStarter, SessionsService, OwnSessionsService],
})
export class SessionsModule {}
