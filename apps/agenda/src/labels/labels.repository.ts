import type { Label, LabelledKind, Level } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

interface Person {
  id: string;
  name: { ar: string; en: string };
  country: string;
}

export interface FoundRequest {
  readonly id: string;
  readonly meetingId: string;
  readonly kind: LabelledKind;
  readonly objectId: string;
  readonly from: Label;
  readonly to: Label;
  readonly reason: string;
  readonly requestedBy: Person;
  readonly requestedAt: Date;
  /** Undecided, and whoever asked could still ask. */
  readonly standing: boolean;
  readonly outcome: 'approved' | 'rejected' | null;
  readonly decidedBy: Person | null;
  readonly decidedAt: Date | null;
  readonly answer: string | null;
}

interface Row {
  id: string;
  meeting_id: string;
  kind: LabelledKind;
  object_id: string;
  level: Level;
  caveats: string[];
  releasable_to: string[];
  originator: string;
  to_level: Level;
  to_caveats: string[];
  to_releasable_to: string[];
  reason: string;
  requested_at: Date;
  outcome: 'approved' | 'rejected' | null;
  decided_at: Date | null;
  answer: string | null;
  standing: boolean;
  requester: Person;
  decider: Person | null;
}

const PERSON = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'name', json_build_object('ar', ${alias}.name_ar, 'en', ${alias}.name_en), 'country', ${alias}.country)`;
const SELECT = `select r.*, r.outcome is null and app.requester_stands(r.id) as standing, ${PERSON('q')} as requester, case when d.id is not null then ${PERSON('d')} end as decider
  from label_requests r join accounts q on q.id = r.requested_by left join accounts d on d.id = r.decided_by`;

@Injectable()
export class LabelsRepository {
  async list(ctx: TransactionContext): Promise<FoundRequest[]> {
    const rows = await ctx.transaction.query<Row>(
      `(${SELECT} where r.outcome is null order by r.requested_at) union all (${SELECT} where r.outcome is not null order by r.decided_at desc)`,
    );
    return rows.map(asRequest);
  }

  /**
   * Locked: of two who decide at the same time the second finds it decided. Its meeting first, like every change of an
   * agenda: what the thing belongs to is not labelled anew between our look and our act.
   */
  async findForChange(ctx: TransactionContext, requestId: string): Promise<FoundRequest | null> {
    await ctx.transaction.query('select app.hold_label_request($1)', [requestId]);
    await ctx.transaction.query('select id from label_requests where id = $1 for update', [requestId]);
    const [row] = await ctx.transaction.query<Row>(`${SELECT} where r.id = $1`, [requestId]);
    return row ? asRequest(row) : null;
  }

  /** @returns false when there is an open request about the same thing. */
  async insert(
    ctx: TransactionContext,
    request: { id: string; meetingId: string; kind: LabelledKind; objectId: string; from: Label; to: Label; reason: string },
  ): Promise<boolean> {
    const { id, meetingId, kind, objectId, from, to, reason } = request;
    const rows = await ctx.transaction.query(
      `insert into label_requests (id, meeting_id, kind, object_id, to_level, to_caveats, to_releasable_to, reason, requested_by,
         level, caveats, releasable_to, originator)
       values ($1, $2, $3, $4, $5, $6, $7, $8, app.me(), $9, $10, $11, $12)
       on conflict (object_id) where outcome is null do nothing returning id`,
      [
        id,
        meetingId,
        kind,
        objectId,
        to.level,
        to.caveats,
        to.releasableTo,
        reason,
        from.level,
        from.caveats,
        from.releasableTo,
        from.originator,
      ],
    );
    return rows.length === 1;
  }

  async decide(ctx: TransactionContext, requestId: string, outcome: 'approved' | 'rejected', answer: string | null): Promise<void> {
    await ctx.transaction.query(
      'update label_requests set outcome = $2, decided_by = app.me(), decided_at = now(), answer = $3 where id = $1',
      [requestId, outcome, answer],
    );
  }

  /** Changes the label as approved in this transaction. @returns false when it is no longer the one the request was about, or whoever asked could ask no more. */
  async apply(ctx: TransactionContext, requestId: string): Promise<boolean> {
    const rows = await ctx.transaction.query('select app.apply_label_request($1) as id', [requestId]);
    return rows.length === 1;
  }
}

function asRequest(row: Row): FoundRequest {
  const { originator } = row;
  return {
    id: row.id,
    meetingId: row.meeting_id,
    kind: row.kind,
    objectId: row.object_id,
    from: { level: row.level, caveats: row.caveats, releasableTo: row.releasable_to, originator },
    to: { level: row.to_level, caveats: row.to_caveats, releasableTo: row.to_releasable_to, originator },
    reason: row.reason,
    requestedBy: row.requester,
    requestedAt: row.requested_at,
    standing: row.standing,
    outcome: row.outcome,
    decidedBy: row.decider,
    decidedAt: row.decided_at,
    answer: row.answer,
  };
}
