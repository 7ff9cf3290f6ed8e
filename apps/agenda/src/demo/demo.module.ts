import { Module } from '@nestjs/common';
import { ClearancesModule } from '../clearances/clearances.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { ItemsModule } from '../items/items.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { DemoRepository } from './demo.repository.js';
import { DemoSeeder } from './demo.seeder.js';

@Module({
  imports: [ClearancesModule, DocumentsModule, ItemsModule, MeetingsModule, SessionsModule, SitesModule],
  providers: [DemoRepository, DemoSeeder],
  exports: [DemoSeeder],
})
export class DemoModule {}
