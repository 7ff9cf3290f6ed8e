import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { ASSURANCE, COUNTRIES, LEVEL } from '@app/contracts';
import { Database } from '@app/database';
import { type Actor, requestContext, systemContext, type RequestContext } from '@app/identity';
import { type DemoPaper, demoPapers } from '@app/pdf';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { PaperStore } from '../documents/paper-store.js';
import { UploadsService } from '../documents/uploads.service.js';
import { ItemsService } from '../items/items.service.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import { SessionStarter } from '../sessions/session-starter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { datePair } from './date-pair.js';
import { DemoRepository } from './demo.repository.js';
import { DEMO_MEETINGS, type DemoMeeting } from './meetings.js';
import { BODIES, PERSONAS } from './personas.js';

/**
 * Creates the scenario at the first start in demo mode: people and bodies as provisioning, meetings and papers as
 * the secretary would, through the same services, checks and trail as everybody else's.
 */
@Injectable()
export class DemoSeeder {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(DemoRepository) private readonly rows: DemoRepository,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
    @Inject(MeetingsService) private readonly meetings: MeetingsService,
    @Inject(ItemsService) private readonly items: ItemsService,
    @Inject(UploadsService) private readonly uploads: UploadsService,
    @Inject(PaperStore) private readonly papers: PaperStore,
  ) {}

  /** @param onProgress told what is being created; nothing when the demo is already there. */
  async seed(onProgress: (step: string) => void): Promise<void> {
    if (this.config.mode !== 'demo') return;
    const ids = await this.people();
    const secretary = await this.#secretary(ids.accounts.get('secretary-bh') ?? '');
    try {
      await this.#meetings(secretary, ids.bodies, onProgress);
    } finally {
      const { sessionId } = secretary.actor;
      await this.database.transaction(systemContext('identity'), (ctx) => this.sessions.end(ctx, sessionId));
    }
  }

  async #meetings(secretary: RequestContext, bodies: Map<string, string>, onProgress: (step: string) => void): Promise<void> {
    const [a, b] = DEMO_MEETINGS.map((meeting) => datePair(startOf(meeting), COUNTRIES.BH.timeZone));
    const papers = a && b ? demoPapers({ A: a, B: b }) : [];
    for (const meeting of DEMO_MEETINGS) {
      const bodyId = bodies.get(meeting.body) ?? '';
      const begun = await this.access.judged(secretary, (ctx) => this.rows.findMeeting(ctx, bodyId, meeting.number));
      if (begun && begun.state !== 'draft') continue;
      onProgress(`${meeting.title.en} (${papers.filter((paper) => paper.meeting === meeting.key).length} papers)`);
      await this.#meeting(secretary, meeting, bodyId, begun?.id ?? null, papers);
    }
  }

  /** Ids of the scenario's people and bodies by key; creates them the first time. */
  async people(): Promise<{ accounts: Map<string, string>; bodies: Map<string, string> }> {
    return this.database.transaction(systemContext('provisioning'), async (ctx) => {
      await this.rows.addPlaces(ctx);
      const there = await this.rows.idsByKey(ctx, BODIES);
      const accounts = new Map(PERSONAS.map(({ key }) => [key, there?.accounts.get(key) ?? uuid()]));
      for (const persona of PERSONAS) {
        const id = accounts.get(persona.key) ?? '';
        // Somebody who joined the scenario after this demo was made.
        if (there?.accounts.has(persona.key)) continue;
        await this.rows.addAccount(
          ctx,
          {
            id,
            login: `${persona.key}@demo.invalid`,
            nameAr: persona.name.ar,
            nameEn: persona.name.en,
            country: persona.country,
            site: persona.country,
            systemRole: persona.systemRole,
            persona: persona.key,
            active: true,
          },
          { accountId: id, level: persona.level, caveats: [...persona.caveats], validUntil: null, grantedBy: null },
        );
        await this.audit.record(ctx, 'account.created', { accountId: id });
        const { systemRole } = persona;
        if (systemRole) await this.audit.record(ctx, 'account.roleGiven', { accountId: id, systemRole, proposalId: null });
      }
      if (there) return { accounts, bodies: there.bodies };
      const bodies = new Map<string, string>(BODIES.map(({ key }) => [key, uuid()]));
      for (const body of BODIES) {
        const id = bodies.get(body.key) ?? '';
        await this.rows.addBody(
          ctx,
          {
            id,
            nameAr: body.name.ar,
            nameEn: body.name.en,
            homeSite: 'BH',
            level: body.level,
            caveats: [],
            releasableTo: [...body.releasableTo],
            originator: 'BH',
          },
          body.members.map(([persona, role], position) => ({
            bodyId: id,
            accountId: accounts.get(persona) ?? '',
            role,
            delegation: PERSONAS.find(({ key }) => key === persona)?.country ?? 'BH',
            position,
          })),
        );
        await this.audit.record(ctx, 'body.created', { bodyId: id });
      }
      return { accounts, bodies };
    });
  }

  /** A session of the secretary's for as long as the demo is being made: the trail names him for what is created in his name. */
  async #secretary(accountId: string): Promise<RequestContext & { actor: Actor }> {
    const place = { site: null, ceiling: LEVEL.topSecret };
    const { ctx } = await this.database.transaction(systemContext('identity'), (system) =>
      this.starter.start(system, requestContext(), {
        accountId,
        method: 'persona',
        assurance: ASSURANCE.strong,
        strongAt: new Date(),
        place,
      }),
    );
    if (!ctx.actor) throw new Error('a session that was started has somebody');
    return { ...ctx, actor: ctx.actor };
  }

  async #meeting(
    ctx: RequestContext,
    demo: DemoMeeting,
    bodyId: string,
    begun: string | null,
    papers: readonly DemoPaper[],
  ): Promise<void> {
    const startsAt = startOf(demo);
    const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
    const meetingId = await this.access.judged(ctx, async (bound) => {
      if (begun) {
        // A first start that was interrupted: its draft is emptied and filled again.
        for (const item of (await this.meetings.read(bound, begun)).items.toReversed()) await this.items.remove(bound, item.id);
        return begun;
      }
      const created = await this.meetings.create(bound, {
        bodyId,
        title: demo.title,
        kind: 'regular',
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        sites: [...demo.sites],
        label: demo.label,
      });
      await this.rows.setNumber(bound, created.id, demo.number);
      return created.id;
    });
    for (const [index, item] of demo.items.entries()) {
      const added = await this.access.judged(ctx, (bound) =>
        this.items.add(bound, meetingId, {
          coverTitle: item.cover,
          title: item.title ?? item.cover,
          type: item.type,
          minutes: item.minutes,
          label: item.label,
        }),
      );
      for (const paper of papers.filter((one) => one.meeting === demo.key && one.item === index + 1))
        await this.#paper(ctx, added.id, paper);
    }
    await this.access.judged(ctx, (bound) => this.meetings.publish(bound, meetingId));
  }

  async #paper(ctx: RequestContext, itemId: string, paper: DemoPaper): Promise<void> {
    const bytes = await paper.build();
    await this.papers.withScratch(async (folder) => {
      const path = join(folder, 'upload.pdf');
      await writeFile(path, bytes, { mode: 0o600 });
      const sha256 = createHash('sha256').update(bytes).digest();
      const details = { title: paper.title, language: paper.language };
      await this.uploads.accept(
        ctx,
        itemId,
        { path, size: bytes.length, sha256, fileName: paper.fileName, details },
        folder,
        new AbortController().signal,
      );
    });
  }
}

/** So many days from today at the hour of the home site (UTC+3); today's meeting is never in the past. */
function startOf({ inDays, hour }: DemoMeeting): Date {
  const now = new Date();
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + inDays, hour - 3));
  if (start.getTime() < now.getTime() + 15 * 60_000) start.setTime(Math.ceil((now.getTime() + 30 * 60_000) / (30 * 60_000)) * 30 * 60_000);
  return start;
}
