import type { AnnotationClientEvents, AnnotationServerEvents, Grant } from '@app/contracts';
import type { RequestContext } from '@app/identity';
import type { SocketIdentity } from '@app/platform';
import type { Server, Socket } from 'socket.io';
import type { JudgedPaper } from '../access/paper-access.js';
import type { Seat } from './seat.js';

/** Nobody sends between servers here, and a socket's data is our connection. */
type NoServerEvents = Record<string, never>;
export type AnnotationServer = Server<AnnotationClientEvents, AnnotationServerEvents, NoServerEvents, Connection>;
export type AnnotationSocket = Socket<AnnotationClientEvents, AnnotationServerEvents, NoServerEvents, Connection>;

/** An answer, or the question that is still under way. */
export interface Judgement<Answer> {
  readonly asking: Promise<Answer>;
  /** The paper's document; null while that is not known. */
  documentId: string | null;
}

/** One socket whose grant was verified and whose seat was found. */
export interface Connection {
  readonly identity: SocketIdentity;
  readonly ctx: RequestContext;
  readonly seat: Seat;
  readonly permissions: ReadonlySet<Grant['permissions'][number]>;
  readonly socket: AnnotationSocket;
  /**
   * Papers judged for this connection. Kept for its whole life: when access changes the connection is closed and the
   * next one is judged again (house rule 6).
   */
  readonly papers: Map<string, Judgement<JudgedPaper>>;
  /** Versions somebody led to, and whether he may be told of them; kept as long as the papers, for the same reason. */
  readonly places: Map<string, Judgement<boolean>>;
  /** Versions it asked for and did not close since: closing overtakes an opening that is still being judged. */
  readonly wanted: Set<string>;
  /** Versions whose notices it receives. */
  readonly open: Set<string>;
}
