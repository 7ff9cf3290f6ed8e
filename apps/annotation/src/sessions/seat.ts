import type { AnnotationAuthor, Bilingual, Role } from '@app/contracts';

/** Who sits behind a connection: what the database says about him in this meeting, not what he says. */
export interface Seat {
  readonly accountId: string;
  readonly meetingId: string;
  readonly delegation: string;
  readonly role: Role;
  readonly name: Bilingual;
}

export function authorOf(seat: Seat): AnnotationAuthor {
  return { accountId: seat.accountId, delegation: seat.delegation };
}
