import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { dominates, type EndpointInput, type LabelRequest, type requestLabel } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { PaperLabels } from '../documents/paper-labels.js';
import { Outbox } from '../events/outbox.js';
import { keepOriginator } from '../meetings/originators.js';
import { fits, LabelledThings, type LabelledThing } from './labelled-things.js';
import { type FoundRequest, LabelsRepository } from './labels.repository.js';

/** Decided requests that are still shown; counted after the decision, so that what is hidden takes no place. */
const HISTORY = 50;

/** Making a label weaker: one person of the originator's side asks, another one decides (docs/access-policy.md §9). */
@Injectable()
export class LabelsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LabelledThings) private readonly things: LabelledThings,
    @Inject(LabelsRepository) private readonly requests: LabelsRepository,
    @Inject(PaperLabels) private readonly papers: PaperLabels,
  ) {}

  async list(ctx: TransactionContext): Promise<LabelRequest[]> {
    const found = [];
    let decided = 0;
    for (const request of await this.requests.list(ctx)) {
      if (request.outcome !== null && decided >= HISTORY) break;
      const thing = await this.things.find(ctx, request.kind, request.objectId);
      if (!thing || !(await this.access.may(ctx, 'label.list', { ...thing.access, label: request.from }))) continue;
      found.push({ request, thing });
      if (request.outcome !== null) decided += 1;
    }
    // Judged by the label of before: what the reason says is as secret as that.
    const allowed = await this.access.filter(ctx, 'label.list', 'labelRequest', found, ({ request, thing }) => ({
      ...thing.access,
      label: request.from,
    }));
    return Promise.all(allowed.map(({ request, thing }) => this.#present(ctx, request, thing)));
  }

  /** @throws AppError `label_not_weaker`, `label_too_low` (below what it belongs to), `originator_left_out`, `request_open` */
  async request(ctx: TransactionContext, input: EndpointInput<typeof requestLabel>['body']): Promise<LabelRequest> {
    const { kind, objectId, label: to, reason } = input;
    const thing = await this.#require(ctx, 'label.request', kind, objectId, null);
    const from = thing.access.label;
    if (to.originator !== from.originator || dominates(to, from)) throw new AppError('label_not_weaker');
    if (!fits(to, thing.above)) throw new AppError('label_too_low');
    keepOriginator(to);
    const id = uuid();
    if (!(await this.requests.insert(ctx, { id, meetingId: thing.meeting.id, kind, objectId, from, to, reason })))
      throw new AppError('request_open');
    await this.audit.record(ctx, 'label.requested', { requestId: id, kind, objectId, from, to });
    return this.#shown(ctx, id);
  }

  /**
   * @throws AppError `request_outdated` when the label has changed since or whoever asked could ask no more,
   *   `label_too_low` when the label of what it belongs to has changed
   */
  async approve(ctx: TransactionContext, requestId: string): Promise<LabelRequest> {
    const { request, thing } = await this.#open(ctx, 'label.approve', requestId);
    const { kind, objectId, from, to } = request;
    if (!request.standing) throw new AppError('request_outdated');
    if (!fits(to, thing.above)) throw new AppError('label_too_low');
    await this.requests.decide(ctx, requestId, 'approved', null);
    if (!(await this.requests.apply(ctx, requestId))) throw new AppError('request_outdated');
    if (kind === 'document') await this.papers.rebind(ctx, objectId, from, to);
    await this.audit.record(ctx, 'label.approved', { requestId, kind, objectId, from, to });
    await this.#tell(ctx, request, thing);
    return this.#shown(ctx, requestId);
  }

  async reject(ctx: TransactionContext, requestId: string, answer: string | null): Promise<LabelRequest> {
    const { request } = await this.#open(ctx, 'label.reject', requestId);
    await this.requests.decide(ctx, requestId, 'rejected', answer);
    await this.audit.record(ctx, 'label.rejected', { requestId, kind: request.kind, objectId: request.objectId });
    return this.#shown(ctx, requestId);
  }

  /** An undecided request about a thing the person may decide about; anything else does not exist. */
  async #open(
    ctx: TransactionContext,
    action: 'label.approve' | 'label.reject',
    requestId: string,
  ): Promise<{ request: FoundRequest; thing: LabelledThing }> {
    const request = await this.requests.findForChange(ctx, requestId);
    const thing = await this.#require(ctx, action, request?.kind ?? 'document', request?.objectId ?? requestId, request);
    if (!request) throw new AppError('not_found');
    if (request.outcome !== null) throw new AppError('conflict');
    return { request, thing };
  }

  async #require(
    ctx: TransactionContext,
    action: 'label.request' | 'label.approve' | 'label.reject',
    kind: FoundRequest['kind'],
    objectId: string,
    request: FoundRequest | null,
  ): Promise<LabelledThing> {
    const thing = await this.things.find(ctx, kind, objectId);
    const judged = thing && { ...thing.access, requestedBy: request?.requestedBy.id ?? null };
    await this.access.require(ctx, action, { object: kind, id: objectId }, judged);
    if (!thing) throw new AppError('not_found');
    return thing;
  }

  /** The new label is the wider circle: whoever may know of it from now on looks again. */
  async #tell(ctx: TransactionContext, { kind, to }: FoundRequest, { meeting, itemId }: LabelledThing): Promise<void> {
    const name = ({ meeting: 'meeting.changed', item: 'agenda.changed', document: 'document.changed' } as const)[kind];
    await this.outbox.add(ctx, { meetingId: meeting.id, name, ...(itemId ? { itemId } : {}), label: to });
  }

  async #shown(ctx: TransactionContext, requestId: string): Promise<LabelRequest> {
    const request = await this.requests.findForChange(ctx, requestId);
    const thing = request && (await this.things.find(ctx, request.kind, request.objectId));
    if (!thing) throw new AppError('not_found');
    return this.#present(ctx, request, thing);
  }

  async #present(ctx: TransactionContext, found: FoundRequest, { meeting, title, access }: LabelledThing): Promise<LabelRequest> {
    const { standing, ...request } = found;
    const judged = { ...access, requestedBy: request.requestedBy.id };
    const open = request.outcome === null;
    return {
      ...request,
      meetingTitle: { ar: meeting.titleAr, en: meeting.titleEn },
      title,
      requestedAt: request.requestedAt.toISOString(),
      decidedAt: request.decidedAt?.toISOString() ?? null,
      abilities: {
        approve: standing && (await this.access.may(ctx, 'label.approve', judged)),
        reject: open && (await this.access.may(ctx, 'label.reject', judged)),
      },
    };
  }
}
