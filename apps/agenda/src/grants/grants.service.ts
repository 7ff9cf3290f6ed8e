import { accessEnds, AccessService, Places } from '@app/access/facts/index.js';
import { decide } from '@app/access/rules/index.js';
import { AuditTrail } from '@app/audit';
import type { EndpointResponse, Grant, issueGrants, Level } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { GrantIssuer, systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import { MeetingsService } from '../meetings/meetings.service.js';

const ATTENDING = ['meeting.attend', 'presenter.lead'] as const;
const CONFERENCE = ['conference.join', 'conference.speak', 'conference.film', 'conference.share'] as const;

/** Mints the short-lived tickets the socket services ask for; what a person may do there is decided here. */
@Injectable()
export class GrantsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Places) private readonly places: Places,
    @Inject(GrantIssuer) private readonly issuer: GrantIssuer,
    @Inject(MeetingsService) private readonly meetings: MeetingsService,
    @Inject(MeetingsRepository) private readonly rows: MeetingsRepository,
  ) {}

  async issue(ctx: TransactionContext, meetingId: string): Promise<EndpointResponse<typeof issueGrants>> {
    const { access } = await this.meetings.require(ctx, 'meeting.read', meetingId);
    const subject = await this.access.subject(ctx);
    const me = (await this.rows.participants(ctx, meetingId)).find(({ id }) => id === subject.accountId);
    const until = await accessEnds(ctx);
    if (!ctx.actor || !me || !until) throw new AppError('not_found');
    const networks = await this.places.reach(await ctx.transaction.actAs(systemContext('identity')), ctx.network);
    await ctx.transaction.actAs(ctx);
    const common = {
      meetingId,
      accountId: subject.accountId,
      sessionId: ctx.actor.sessionId,
      name: me.name,
      country: me.country,
      role: me.role,
      delegation: me.delegation,
      site: ctx.site ?? me.country,
      ceiling: Math.max(0, Math.min(subject.clearance, subject.ceiling)) as Level,
      caveats: [...subject.caveats],
      assurance: subject.assurance,
      until: until.toISOString(),
      networks,
    };
    const allowed = <P extends Grant['permissions'][number]>(permissions: readonly P[]) =>
      permissions.filter((permission) => decide(subject, permission, access).allow);
    const attending = allowed(ATTENDING);
    // Dated when the request came: a revocation that comes while it is answered is then newer than the grant.
    const annotation = await this.issuer.issue({ service: 'annotation', ...common, permissions: attending }, ctx.startedAt);
    const inConference = allowed(CONFERENCE);
    const conference = inConference.includes('conference.join')
      ? await this.issuer.issue({ service: 'conference', ...common, permissions: inConference }, ctx.startedAt)
      : null;
    await this.audit.record(ctx, 'grants.issued', {
      meetingId,
      services: conference ? ['annotation', 'conference'] : ['annotation'],
      permissions: [...attending, ...(conference ? inConference : [])],
    });
    return { annotation: annotation.token, conference: conference?.token ?? null, expiresAt: annotation.expiresAt.toISOString() };
  }
}
