import { AccessModule } from '@app/access/facts/index.js';
import { Module } from '@nestjs/common';
import { DatabasePaperAccess } from './access/database-paper-access.js';
import { PaperAccess } from './access/paper-access.js';
import { AnnotationsHandler } from './features/annotations/annotations.handler.js';
import { InkHandler } from './features/ink/ink.handler.js';
import { MeetingEventsRelay } from './features/meeting-events/meeting-events.relay.js';
import { PresenceHandler } from './features/presence/presence.handler.js';
import { PresenterHandler } from './features/presenter/presenter.handler.js';
import { AnnotationGateway } from './gateway/annotation.gateway.js';
import { Journal } from './journal/journal.service.js';
import { Publisher } from './publish.js';
import { Attendance } from './sessions/attendance.js';
import { Papers } from './sessions/papers.js';
import { SessionService } from './sessions/session.service.js';

/**
 * The annotation service. Needs PlatformModule, DatabaseModule and GrantVerifierModule beside it, and the socket.io
 * adapter on the application.
 */
@Module({
  imports: [AccessModule],
  providers: [
    AnnotationGateway,
    SessionService,
    Papers,
    Attendance,
    Publisher,
    Journal,
    AnnotationsHandler,
    InkHandler,
    PresenceHandler,
    PresenterHandler,
    MeetingEventsRelay,
    { provide: PaperAccess, useClass: DatabasePaperAccess },
  ],
})
export class AnnotationModule {}
