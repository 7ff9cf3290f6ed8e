import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { AgendaPresenter } from './agenda.presenter.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsRepository } from './meetings.repository.js';
import { MeetingsService } from './meetings.service.js';

@Module({
  imports: [EventsModule],
  controllers: [MeetingsController],
  providers: [MeetingsRepository, MeetingsService, AgendaPresenter],
  exports: [MeetingsRepository, MeetingsService, AgendaPresenter],
})
export class MeetingsModule {}
