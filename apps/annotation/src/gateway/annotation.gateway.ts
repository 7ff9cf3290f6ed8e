import { AccessDenied } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import {
  ANNOTATION_PATH,
  annotationFromClient,
  type AnnotationFromClient,
  type CloseReason,
  type Handlers,
  type Permission,
} from '@app/contracts';
import { Bus, LOG, serveSocket, type Log } from '@app/platform';
import { Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { AnnotationsHandler } from '../features/annotations/annotations.handler.js';
import { InkHandler } from '../features/ink/ink.handler.js';
import { PresenceHandler } from '../features/presence/presence.handler.js';
import { PresenterHandler } from '../features/presenter/presenter.handler.js';
import { Journal } from '../journal/journal.service.js';
import { Publisher } from '../publish.js';
import type { AnnotationServer, AnnotationSocket, Connection } from '../sessions/connection.js';
import { Papers } from '../sessions/papers.js';
import { SessionService } from '../sessions/session.service.js';

/** Live ink sends one message a tick (62 a second); a burst is an outbox after an outage. */
const RATE = { perSecond: 120, burst: 400 };
/** Judging a paper writes to the trail, and a page of catching up is a megabyte. */
const COSTS = { 'document:open': 10, 'annotation:catch-up': 5, 'meeting:attend': 5 };

/**
 * One path, one thin gateway. Connection-state recovery stays off: it replays what was buffered to people revoked in
 * the meantime; missed operations come through the cursor and the decision. Pings every second show a lost line
 * within three.
 */
@WebSocketGateway({
  path: ANNOTATION_PATH,
  transports: ['websocket'],
  serveClient: false,
  destroyUpgrade: false,
  maxHttpBufferSize: 256 * 1024,
  perMessageDeflate: false,
  pingInterval: 1000,
  pingTimeout: 2000,
  connectTimeout: 5000,
})
export class AnnotationGateway implements OnGatewayInit<Server>, BeforeApplicationShutdown {
  #closeAll: (reason: CloseReason) => void = () => undefined;

  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Log,
    private readonly sessions: SessionService,
    private readonly papers: Papers,
    private readonly journal: Journal,
    private readonly publisher: Publisher,
    private readonly annotations: AnnotationsHandler,
    private readonly ink: InkHandler,
    private readonly presence: PresenceHandler,
    private readonly presenter: PresenterHandler,
    private readonly audit: AuditTrail,
  ) {}

  afterInit(server: Server): void {
    this.publisher.attach(server as AnnotationServer);
    this.#closeAll = serveSocket<AnnotationFromClient, Connection>(server, {
      messages: annotationFromClient,
      handlers: this.#handlers(),
      bus: this.bus,
      log: this.log,
      rate: RATE,
      costs: COSTS,
      authenticate: (socket, admit) => this.sessions.connect(socket as AnnotationSocket, admit),
      permits,
      holds: (connection, documentIds) => this.papers.holds(connection, documentIds),
      refused: async ({ ctx }, message, error) => {
        if (error instanceof AccessDenied) return; // written with its reasons
        await this.audit.recordApart(ctx, 'message.refused', { message: message ?? 'unknown', code: error.code }, 'denied');
      },
      opened: (connection) => this.sessions.confirm(connection),
      closed: (connection) => {
        this.presence.leave(connection);
        this.presenter.left(connection);
      },
    });
  }

  /** Sockets first, so that nothing new comes in; then everything that was accepted is stored. */
  async beforeApplicationShutdown(): Promise<void> {
    this.presenter.close();
    this.#closeAll('shutting_down');
    await this.journal.drain();
  }

  #handlers(): Handlers<AnnotationFromClient, Connection> {
    return {
      'document:open': this.annotations.open,
      'document:close': this.annotations.close,
      'annotation:commit': this.annotations.commit,
      'annotation:catch-up': this.annotations.catchUp,
      'ink:progress': this.ink.progress,
      'meeting:attend': async (connection) => ({
        presence: this.presence.attend(connection),
        presenter: await this.presenter.shownTo(connection),
        abilities: { lead: connection.permissions.has('presenter.lead') },
      }),
      'presenter:lead': this.presenter.lead,
      'presenter:stop': this.presenter.stop,
    };
  }
}

/** The first key. Notes have none in the grant: each paper is judged by itself. */
function permits(connection: Connection, permission: Permission): boolean {
  switch (permission) {
    case 'annotation.read':
    case 'annotation.note':
      return true;
    case 'meeting.attend':
    case 'presenter.lead':
      return connection.permissions.has(permission);
    default:
      return false;
  }
}
