import { AuditTrail } from '@app/audit';
import type { addParticipant, EndpointInput, Participation } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '../events/outbox.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import { ParticipantsRepository } from './participants.repository.js';

/** Who takes part in a meeting: the secretary brings people in and removes them, while it can be edited. */
@Injectable()
export class ParticipantsService {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(MeetingsService) private readonly meetings: MeetingsService,
    @Inject(MeetingsRepository) private readonly rows: MeetingsRepository,
    @Inject(ParticipantsRepository) private readonly people: ParticipantsRepository,
  ) {}

  async list(ctx: TransactionContext, meetingId: string): Promise<Participation> {
    await this.meetings.require(ctx, 'participant.manage', meetingId);
    return this.#read(ctx, meetingId);
  }

  /** @throws AppError `not_oneself`, `already_participates`; `not_invitable` alike for a stranger and for nobody */
  async add(ctx: TransactionContext, meetingId: string, wanted: EndpointInput<typeof addParticipant>['body']): Promise<Participation> {
    // The meeting is locked from here on: whoever was removed by another secretary a moment ago is refused himself.
    await this.meetings.require(ctx, 'participant.manage', meetingId);
    const { accountId, role, delegation } = wanted;
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    if (await this.#takesPart(ctx, meetingId, accountId)) throw new AppError('already_participates');
    const found = (await this.people.invitable(ctx, meetingId)).find(({ id }) => id === accountId);
    if (!found?.active || found.delegation !== delegation) throw new AppError('not_invitable');
    await this.people.insert(ctx, { meetingId, accountId, role, delegation, position: found.position });
    await this.audit.record(ctx, 'participant.added', { meetingId, accountId, role, delegation });
    await this.outbox.add(ctx, { meetingId, name: 'meeting.changed' });
    return this.#read(ctx, meetingId);
  }

  /** @throws AppError `not_oneself`: so a meeting keeps the secretary who acts; `not_a_participant` */
  async remove(ctx: TransactionContext, meetingId: string, accountId: string): Promise<Participation> {
    await this.meetings.require(ctx, 'participant.manage', meetingId);
    if (accountId === ctx.actor?.accountId) throw new AppError('not_oneself');
    if (!(await this.#takesPart(ctx, meetingId, accountId))) throw new AppError('not_a_participant');
    await this.people.remove(ctx, meetingId, accountId);
    await this.audit.record(ctx, 'participant.removed', { meetingId, accountId });
    await this.outbox.add(ctx, { meetingId, name: 'meeting.changed' });
    // His lines of this meeting and no others: what he has open elsewhere goes on.
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [accountId], meetingIds: [meetingId] });
    return this.#read(ctx, meetingId);
  }

  async #takesPart(ctx: TransactionContext, meetingId: string, accountId: string): Promise<boolean> {
    return (await this.rows.participants(ctx, meetingId)).some(({ id }) => id === accountId);
  }

  async #read(ctx: TransactionContext, meetingId: string): Promise<Participation> {
    const participants = await this.rows.participants(ctx, meetingId);
    const invitable = await this.people.invitable(ctx, meetingId);
    return {
      participants: participants.map((one) => ({ ...one, abilities: { remove: one.id !== ctx.actor?.accountId } })),
      candidates: invitable
        .filter(({ active }) => active)
        .map(({ id, name_ar, name_en, country, role, delegation, before }) => ({
          id,
          name: { ar: name_ar, en: name_en },
          country,
          role,
          delegation,
          before,
        })),
    };
  }
}
