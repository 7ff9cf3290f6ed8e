import { Authenticator } from '@app/identity';
import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [EventsModule],
  controllers: [SessionsController],
  providers: [SessionsRepository, SessionsService, { provide: Authenticator, useExisting: SessionsService }],
  exports: [Authenticator, SessionsRepository],
})
export class SessionsModule {}
