import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { AgendaPresenter } from './agenda.presenter.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsRepository } from './meetings.repository.js';
import { MeetingsService } from './meetings.service.js';
import { Originators } from './originators.js';

@Module({
  imports: [EventsModule],
  controllers: [MeetingsController],
  providers: [MeetingsRepository, MeetingsService, AgendaPresenter, Originators],
  exports: [MeetingsRepository, MeetingsService, AgendaPresenter, Originators],
})
export class MeetingsModule {}
