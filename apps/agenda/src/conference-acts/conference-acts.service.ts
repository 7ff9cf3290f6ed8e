import { AuditTrail } from '@app/audit';
import { ASSURANCE, type ConferenceAct, LEVEL } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { requestContext, systemContext } from '@app/identity';
import { Bus, LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ConferenceActsRepository } from './conference-acts.repository.js';

/**
 * Writes what media nodes decided into the trail, and tells them so. Every agenda process hears it; the first one writes
 * it. What could not be written is told again by the node.
 */
@Injectable()
export class ConferenceActs implements OnApplicationBootstrap, OnApplicationShutdown {
  #running: Promise<void> = Promise.resolve();
  #deaf: () => void = () => undefined;

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(ConferenceActsRepository) private readonly rows: ConferenceActsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.#deaf = this.bus.subscribe('conference.acts', ({ acts }) => {
      // One after the other: the trail has them in the order in which they were told.
      this.#running = this.#running.then(() =>
        this.#write(acts).catch((err: unknown) => this.log.error({ err }, 'acts of the conference were not written; they are told again')),
      );
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.#deaf();
    await this.#running;
  }

  async #write(acts: readonly ConferenceAct[]): Promise<void> {
    const ids = acts.map(({ id }) => id);
    await this.database.transaction(systemContext('audit'), async (ctx) => {
      const fresh = await this.rows.claim(ctx, ids);
      for (const act of acts) if (fresh.has(act.id)) await this.#record(ctx, act);
    });
    await this.bus.publish('conference.written', { ids });
  }

  #record({ transaction }: TransactionContext, act: ConferenceAct): Promise<void> {
    const { id, accountId, sessionId, meetingId, network } = act;
    const actor = { accountId, sessionId, assurance: ASSURANCE.none, ceiling: LEVEL.public };
    const ctx = { ...requestContext({ actor, requestId: id, network }), transaction };
    switch (act.event) {
      case 'conference.decided': {
        const { action, object, objectId, reasons } = act;
        const outcome = reasons.length === 0 ? 'allowed' : 'denied';
        return this.audit.record(ctx, act.event, { meetingId, action, object, objectId, reasons }, outcome);
      }
      case 'conference.ended':
        return this.audit.record(ctx, act.event, { meetingId, object: act.object, objectId: act.objectId });
      case 'conference.left':
        return this.audit.record(ctx, act.event, { meetingId });
      case 'message.refused':
        return this.audit.record(ctx, act.event, { message: act.message, code: act.code }, 'denied');
    }
  }
}
