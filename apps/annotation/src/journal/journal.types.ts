import type { AnnotationAuthor, AnnotationClock, AnnotationLayer, AnnotationOperation, CommittedOperation } from '@app/contracts';
import type { RequestContext } from '@app/identity';
import type { Seat } from '../sessions/seat.js';

/** Who reads a sequence: '' for the meeting, the delegation's country, the account of the one private author. */
export interface Scope {
  readonly layer: AnnotationLayer;
  readonly audience: string;
}

export interface Writer {
  readonly ctx: RequestContext;
  readonly seat: Seat;
  /** What he was judged to be allowed on this version. */
  readonly abilities: { readonly note: boolean; readonly write: boolean };
}

/** One commit message of one writer: stored whole or not at all. */
export interface Append {
  readonly writer: Writer;
  readonly operations: readonly AnnotationOperation[];
}

export interface Ack {
  readonly id: string;
  readonly seq: number;
}

export interface ScopedOperation {
  readonly scope: Scope;
  readonly operation: CommittedOperation;
}

/** What became of one append. */
export type Outcome = { readonly kind: 'stored'; readonly acks: readonly Ack[] } | { readonly kind: 'refused'; readonly error: unknown };

export interface BatchResult {
  /** In the order of the appends. */
  readonly outcomes: readonly Outcome[];
  /** What the readers are told, in order within each scope. */
  readonly committed: readonly ScopedOperation[];
}

export interface JournalPage {
  readonly clock: AnnotationClock;
  readonly operations: CommittedOperation[];
  readonly more: boolean;
}

export function scopeOf(layer: AnnotationLayer, author: AnnotationAuthor): Scope {
  if (layer === 'meeting') return { layer, audience: '' };
  return { layer, audience: layer === 'delegation' ? author.delegation : author.accountId };
}
