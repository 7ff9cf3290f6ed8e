import type {
  AnnotationAuthor,
  AnnotationClock,
  AnnotationContent,
  AnnotationLayer,
  AnnotationOperation,
  CommittedOperation,
} from '@app/contracts';
import { CLOCK_START } from '@app/contracts';

/** An annotation as the journal tells of it. */
interface StoredAnnotation {
  readonly id: string;
  readonly author: AnnotationAuthor;
  readonly layer: AnnotationLayer;
  /** Null while its author has taken it back. */
  readonly content: AnnotationContent | null;
  readonly removed: boolean;
}

/** What is known of a version's notes up to the clock. */
export interface PaperState {
  readonly clock: AnnotationClock;
  /** By author and id: ids are unique per author only, so that nobody can draw over another's note. */
  readonly stored: ReadonlyMap<string, StoredAnnotation>;
}

export const EMPTY_PAPER: PaperState = { clock: CLOCK_START, stored: new Map() };

/** An annotation to draw. */
export interface ShownAnnotation {
  readonly key: string;
  readonly id: string;
  readonly author: AnnotationAuthor;
  readonly layer: AnnotationLayer;
  readonly content: AnnotationContent;
  readonly mine: boolean;
  /** Not stored yet. */
  readonly waiting: boolean;
}

export const keyOf = (author: AnnotationAuthor, id: string) => `${author.accountId}/${id}`;

/**
 * Applies stored operations in the order of their numbers. One that is known already changes nothing; one that does
 * not follow on is left out and reported as a gap (AN73), however the notices and pages were interleaved.
 *
 * @param written contents of what was made here, by key: the journal withholds the content of what is taken back
 */
export function applyCommitted(
  state: PaperState,
  operations: readonly CommittedOperation[],
  written: ReadonlyMap<string, AnnotationContent> = new Map(),
): { state: PaperState; gap: boolean } {
  const clock = { ...state.clock };
  const stored = new Map(state.stored);
  let gap = false;
  for (const operation of operations) {
    const { layer, seq, author } = operation;
    if (seq <= clock[layer]) continue;
    if (seq !== clock[layer] + 1) {
      gap = true;
      continue;
    }
    clock[layer] = seq;
    const id = operation.kind === 'add' ? operation.id : operation.target;
    const key = keyOf(author, id);
    const before = stored.get(key);
    const content = operation.kind === 'remove' ? null : operation.annotation;
    stored.set(key, {
      id,
      author,
      layer,
      content: content ?? before?.content ?? written.get(key) ?? null,
      removed: operation.kind === 'remove',
    });
  }
  return { state: { clock, stored }, gap };
}

/** One's own operation that the state does not hold yet; `acknowledged`: stored, its notice is on the way. */
export interface OwnOperation {
  readonly operation: AnnotationOperation;
  readonly acknowledged: boolean;
}

/** What is on the page: the stored annotations with one's own operations on top, in the order they were made. */
export function shownAnnotations(state: PaperState, own: readonly OwnOperation[], me: AnnotationAuthor): ShownAnnotation[] {
  const all = new Map<string, StoredAnnotation & { readonly waiting: boolean }>();
  for (const [key, annotation] of state.stored) all.set(key, { ...annotation, waiting: false });
  for (const { operation, acknowledged } of own) {
    const waiting = !acknowledged;
    const id = operation.kind === 'add' ? operation.id : operation.target;
    const key = keyOf(me, id);
    if (operation.kind === 'add') {
      all.set(key, { id, author: me, layer: operation.layer, content: operation.annotation, removed: false, waiting });
    } else {
      const before = all.get(key);
      if (before) all.set(key, { ...before, removed: operation.kind === 'remove', waiting });
    }
  }
  const shown: ShownAnnotation[] = [];
  for (const [key, { removed, content, ...annotation }] of all) {
    if (!removed && content) shown.push({ ...annotation, key, content, mine: annotation.author.accountId === me.accountId });
  }
  // By id, which is by time: two devices draw overlapping strokes in the same order, whatever arrived first.
  return shown.sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : left.key < right.key ? -1 : 1));
}
