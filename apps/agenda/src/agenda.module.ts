import { AccessModule } from '@app/access/facts/index.js';
import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditViewModule } from './audit/audit.module.js';
import { ClearancesModule } from './clearances/clearances.module.js';
import { ConferenceActsModule } from './conference-acts/conference-acts.module.js';
import { DemoModule } from './demo/demo.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { EdgeModule } from './edge/edge.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { EventsModule } from './events/events.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { ItemsModule } from './items/items.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { OfficesModule } from './offices/offices.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { ParticipantsModule } from './participants/participants.module.js';
import { PasskeysModule } from './passkeys/passkeys.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { RestrictionsModule } from './restrictions/restrictions.module.js';
import { ReceiptsModule } from './receipts/receipts.module.js';
import { SearchModule } from './search/search.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SitesModule } from './sites/sites.module.js';
import { StepUpModule } from './step-up/step-up.module.js';

/** The HTTP API: system of record. Needs PlatformModule and DatabaseModule beside it. */
@Module({
  imports: [
    AccessModule,
    EdgeModule,
    SessionsModule,
    StepUpModule,
    PasswordsModule,
    PasskeysModule,
    OidcModule,
    EnrolmentModule,
    EventsModule,
    MeetingsModule,
    ParticipantsModule,
    ItemsModule,
    DocumentsModule,
    RestrictionsModule,
    LabelsModule,
    ReleasesModule,
    GrantsModule,
    ConferenceActsModule,
    ReceiptsModule,
    SearchModule,
    ReportsModule,
    AccountsModule,
    ClearancesModule,
    OfficesModule,
    SitesModule,
    AuditViewModule,
    DemoModule,
  ],
})
export class AgendaModule {}
