import type { Label, Level, MeetingEvent } from '@app/contracts';
import type { RequestContext } from '@app/identity';
import type { Seat } from '../sessions/seat.js';

/** A version somebody may read, and what he may do with it. */
export interface JudgedPaper {
  readonly versionId: string;
  readonly documentId: string;
  readonly itemId: string;
  readonly meetingId: string;
  /** Private notes. */
  readonly note: boolean;
  /** Notes his delegation or the meeting reads. */
  readonly write: boolean;
}

/** Asks whether somebody may know a thing: both walls, the pure decision and the rows he sees. */
export abstract class PaperAccess {
  /** The ceiling of the place an address belongs to. */
  abstract ceilingAt(address: string | null): Promise<Level>;

  /** His seat in the meeting as it stands now; null when he has none, or when his session is over. */
  abstract seat(ctx: RequestContext, meetingId: string): Promise<Seat | null>;

  /**
   * Judges a version for somebody who wants to open it, and logs the answer.
   * @throws AppError `not_found` alike for missing, forbidden and belonging to another meeting.
   */
  abstract judge(ctx: RequestContext, seat: Seat, versionId: string): Promise<JudgedPaper>;

  /** Whether he may be told of a version somebody else leads to. */
  abstract mayRead(ctx: RequestContext, seat: Seat, versionId: string): Promise<boolean>;

  /** Whether he may be told of a labelled event. */
  abstract mayKnow(ctx: RequestContext, seat: Seat, event: Pick<MeetingEvent, 'itemId'> & { readonly label: Label }): Promise<boolean>;
}
