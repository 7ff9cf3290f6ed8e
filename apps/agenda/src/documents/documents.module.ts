import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { ItemsModule } from '../items/items.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { ActiveReads } from './active-reads.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsRepository } from './documents.repository.js';
import { DocumentsService } from './documents.service.js';
import { PaperBytesController } from './paper-bytes.controller.js';
import { PaperLabels } from './paper-labels.js';
import { PaperStore } from './paper-store.js';
import { UploadsService } from './uploads.service.js';
import { ViewsService } from './views.service.js';

@Module({
  imports: [EventsModule, ItemsModule, MeetingsModule],
  controllers: [DocumentsController, PaperBytesController],
  providers: [ActiveReads, DocumentsRepository, DocumentsService, PaperLabels, PaperStore, UploadsService, ViewsService],
  exports: [DocumentsRepository, PaperLabels, PaperStore, UploadsService],
})
export class DocumentsModule {}
