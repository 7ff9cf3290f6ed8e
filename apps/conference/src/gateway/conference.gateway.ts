import { CONFERENCE_PATH, conferenceFromClient } from '@app/contracts';
import { GRANT_SECONDS, GrantVerifier } from '@app/identity';
import { AppError, Bus, ClientAddress, LOG, serveSocket, type Log } from '@app/platform';
import { Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { ConferenceConfig } from '../conference.config.js';
import { LIMITS } from '../limits.js';
import { Rooms } from '../rooms/rooms.js';
import { authenticate } from './authenticate.js';
import { conferenceHandlers } from './conference.handlers.js';
import { RecentRevocations } from './recent-revocations.js';
import { Denied, Trail } from '../trail/trail.js';

/** Clocks of two countries may differ by this much; a revoked grant is remembered that much longer. */
const CLOCK_SKEW_SECONDS = 30;

/**
 * The conference's socket. No connection-state recovery: it would replay notices to somebody who lost access while
 * he was away. `destroyUpgrade` off, because other services listen on the same port. A ping every second, so that a
 * lost network shows within three.
 */
@WebSocketGateway({
  path: CONFERENCE_PATH,
  transports: ['websocket'],
  serveClient: false,
  destroyUpgrade: false,
  maxHttpBufferSize: 256 * 1024,
  perMessageDeflate: false,
  pingInterval: 1000,
  pingTimeout: 2000,
  connectTimeout: 5000,
})
export class ConferenceGateway implements OnGatewayInit<Server>, BeforeApplicationShutdown {
  #closeSockets: (reason: 'shutting_down') => void = () => undefined;
  #forgetRevocations: () => void = () => undefined;
  #closeTrail: () => Promise<void> = () => Promise.resolve();

  constructor(
    @Inject(ConferenceConfig) private readonly config: ConferenceConfig,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(LOG) private readonly log: Log,
    @Inject(Rooms) private readonly rooms: Rooms,
  ) {}

  afterInit(server: Server): void {
    const revocations = new RecentRevocations(GRANT_SECONDS + CLOCK_SKEW_SECONDS);
    // What was revoked before this process began is not known to it either; grants of before do not outlive a restart.
    revocations.addEverybody();
    // Before the sockets are served: a revocation is remembered before anybody is closed by it and can come back.
    const forget = [
      this.bus.subscribe('access.changed', (scope) => revocations.add(scope)),
      // What was revoked meanwhile is not known: a grant from before opens nothing, and the next one was judged.
      this.bus.onInterrupted(() => revocations.addEverybody()),
    ];
    this.#forgetRevocations = () => forget.forEach((end) => end());
    const addresses = new ClientAddress(this.config);
    const trail = new Trail(this.bus, this.log);
    this.#closeTrail = () => trail.close();
    const judging = { config: this.config, addresses, verifier: new GrantVerifier(this.config.grantPublicKey), revocations, trail };
    this.#closeSockets = serveSocket(server, {
      messages: conferenceFromClient,
      handlers: conferenceHandlers(this.rooms, trail),
      bus: this.bus,
      log: this.log,
      rate: LIMITS.messages,
      costs: LIMITS.costs,
      authenticate: (socket, admit) => authenticate(socket, admit, judging),
      permits: ({ grant }, permission) => grant.permissions.some((granted) => granted === permission),
      refused: (connection, message, error) => {
        if (error instanceof Denied) return; // written with its reasons
        trail.requireRoom();
        trail.note(connection, { event: 'message.refused', message: message ?? 'unknown', code: error.code });
      },
      opened: ({ identity, issuedAt }) => {
        // Revoked between its handshake and this turn, when it was not yet among those that are closed.
        if (revocations.covers(identity, issuedAt)) throw new AppError('grant_invalid');
      },
      closed: (connection) => connection.end(),
    });
  }

  /** Sockets first, and what their end means is in the trail as well. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#forgetRevocations();
    this.#closeSockets('shutting_down');
    await this.#closeTrail();
  }
}
