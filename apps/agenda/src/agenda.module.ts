import { AccessModule } from '@app/access/facts/index.js';
import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditViewModule } from './audit/audit.module.js';
import { DemoModule } from './demo/demo.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { EdgeModule } from './edge/edge.module.js';
import { EventsModule } from './events/events.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { ItemsModule } from './items/items.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SearchModule } from './search/search.module.js';
import { SessionsModule } from './sessions/sessions.module.js';

/** The HTTP API: system of record. Needs PlatformModule and DatabaseModule beside it. */
@Module({
  imports: [
    AccessModule,
    EdgeModule,
    SessionsModule,
    EventsModule,
    MeetingsModule,
    ItemsModule,
    DocumentsModule,
    GrantsModule,
    SearchModule,
    ReportsModule,
    AccountsModule,
    AuditViewModule,
    DemoModule,
  ],
})
export class AgendaModule {}
