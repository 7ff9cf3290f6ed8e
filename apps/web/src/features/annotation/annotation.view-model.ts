import type {
  AnnotationAuthor,
  AnnotationContent,
  AnnotationFromClient,
  AnnotationFromServer,
  AnnotationLayer,
  AnnotationOperation,
  AnnotationPage,
  CommittedOperation,
  InkProgressStroke,
} from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../../state';
import type { Connection } from '../../wire';
import { toApiError, type ApiError } from '../../wire/api-error';
import { hearStrokes, settleStrokes, type LiveStroke } from './live-strokes';
import { newOperationId } from './operation-id';
import { Outbox } from './outbox';
import {
  applyCommitted,
  EMPTY_PAPER,
  keyOf,
  shownAnnotations,
  type OwnOperation,
  type PaperState,
  type ShownAnnotation,
} from './paper-state';
import { UndoHistory, type Change } from './undo-history';

export type AnnotationConnection = Connection<AnnotationFromClient, AnnotationFromServer>;

/** `note`: private notes; `write`: what the delegation or the meeting reads. */
export interface NoteAbilities {
  readonly note: boolean;
  readonly write: boolean;
}

/** The notes of one version. */
export interface PaperNotes {
  readonly versionId: string;
  /** What to draw, one's own waiting strokes included. */
  readonly annotations: Behavior<readonly ShownAnnotation[]>;
  /** Strokes of others that are being written. */
  readonly live: Behavior<readonly LiveStroke[]>;
  /** Gestures that are not stored yet. */
  readonly waiting: Behavior<number>;
  /** Null until the paper was judged. */
  readonly abilities: Behavior<NoteAbilities | null>;
  /** Why notes were refused for good. They stay on the page until the person tries again or gives them up. */
  readonly refused: Behavior<ApiError | null>;
  /** Null: nothing to undo or redo. */
  readonly undo: Behavior<(() => void) | null>;
  readonly redo: Behavior<(() => void) | null>;
  /** @returns the annotation's id. `id` is that of the live stroke it ends. */
  add(layer: AnnotationLayer, content: AnnotationContent, id?: string): string;
  /** Takes own annotations back, as one step. */
  remove(ids: readonly string[]): void;
  /** Passes points of an unfinished stroke on; lost when the line is slow. */
  progress(stroke: InkProgressStroke): void;
  retryRefused(): void;
  discardRefused(): void;
  /** The paper is on the screen. @returns what to call when it is not any more; waiting notes are sent nevertheless. */
  show(): () => void;
}

const RETRY_MS = 1500;
const LIVE_SWEEP_MS = 1000;
/** Live points under way at most: on a slow line the newest are dropped, the stored stroke has them all. */
const LIVE_IN_FLIGHT = 4;

/** Keeps the notes of a version, whatever the network does, until the scope ends. */
export function createPaperNotes(
  scope: Scope,
  connection: AnnotationConnection,
  versionId: string,
  me: AnnotationAuthor,
  now: () => number = Date.now,
): PaperNotes {
  const outbox = new Outbox();
  const history = new UndoHistory();
  const state = behavior<PaperState>(EMPTY_PAPER);
  const own = behavior<readonly OwnOperation[]>([]);
  const waiting = behavior(0);
  const live = behavior<ReadonlyMap<string, LiveStroke>>(new Map());
  const abilities = behavior<NoteAbilities | null>(null);
  const refused = behavior<ApiError | null>(null);
  const undo = behavior<(() => void) | null>(null);
  const redo = behavior<(() => void) | null>(null);
  let shown = 0;
  let wanted: 'read' | 'open' | null = null;
  let reading = false;
  let sending = false;
  let alone = false;
  let liveInFlight = 0;

  const outboxChanged = () => {
    waiting.next(outbox.size + outbox.parked);
    own.next(outbox.operations);
  };
  const layerOf = (operation: AnnotationOperation): AnnotationLayer | null => {
    if (operation.kind === 'add') return operation.layer;
    const stored = state.value.stored.get(keyOf(me, operation.target));
    if (stored) return stored.layer;
    const made = outbox.operations.find(({ operation: { id } }) => id === operation.target)?.operation;
    return made?.kind === 'add' ? made.layer : null;
  };
  const historyChanged = () => {
    undo.next(history.canUndo ? () => perform(history.undo()) : null);
    redo.next(history.canRedo ? () => perform(history.redo()) : null);
  };

  // A note that was taken back comes without its content; made here, it must be there at once when it is redone.
  const written = new Map<string, AnnotationContent>();
  const hear = (operations: readonly CommittedOperation[]): boolean => {
    const applied = applyCommitted(state.value, operations, written);
    state.next(applied.state);
    // One's own: stored, although the acknowledgement may have got lost. It need not be sent again.
    const mine = operations.filter(({ author }) => author.accountId === me.accountId);
    const layers = new Map(mine.map(({ id, layer }) => [id, layer]));
    outbox.acknowledge(mine, ({ id }) => layers.get(id) ?? null);
    outbox.hear(state.value.clock);
    outboxChanged();
    live.next(settleStrokes(live.value, (key) => state.value.stored.has(key), now()));
    return applied.gap;
  };

  /**
   * Reads on from the cursor until there is no more; `open` asks for the notices as well. Asked again while it runs,
   * it runs once more: the connection it is reading from may be the one that just broke.
   */
  const catchUp = async (open: boolean): Promise<void> => {
    wanted = open || wanted === 'open' ? 'open' : 'read';
    if (reading) return;
    reading = true;
    while (wanted !== null && shown > 0 && connection.status.value === 'online' && !scope.ended) {
      const opening: boolean = wanted === 'open';
      wanted = null;
      try {
        await readOn(opening);
      } catch (thrown) {
        // While offline the next connection begins again; a refusal means that there is nothing to see here.
        if (toApiError(thrown).retry) scope.after(RETRY_MS, () => void catchUp(opening));
        break;
      }
    }
    reading = false;
  };
  const readOn = async (open: boolean): Promise<void> => {
    let page: AnnotationPage | null = null;
    if (open) {
      const opened = await connection.request('document:open', { versionId, after: state.value.clock });
      abilities.next(opened.abilities);
      page = opened;
    }
    for (;;) {
      page ??= await connection.request('annotation:catch-up', { versionId, after: state.value.clock });
      const before = state.value.clock;
      const gap = hear(page.operations);
      const after = state.value.clock;
      const stuck = (['meeting', 'delegation', 'private'] as const).every((layer) => before[layer] === after[layer]);
      if (stuck || (!gap && !page.more)) return; // a page that brings nothing new would be asked for without end
      page = null;
    }
  };

  /** Sends what waits, one message at a time, so that the order in which things were written is kept. */
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      while (outbox.size > 0 && connection.status.value === 'online' && !scope.ended) {
        const { operations, gestures } = outbox.next(alone);
        try {
          const { acks } = await connection.request('annotation:commit', { versionId, operations: [...operations] });
          outbox.acknowledge(acks, layerOf);
          outbox.hear(state.value.clock);
          if (outbox.size === 0) alone = false;
        } catch (thrown) {
          const error = toApiError(thrown);
          if (error.retry) {
            scope.after(RETRY_MS, () => void flush());
            return;
          }
          // One gesture of the message is refused: find it, send the others, and say so.
          if (gestures === 1) {
            outbox.park();
            refused.next(error);
          }
          alone = gestures > 1;
        }
        outboxChanged();
      }
    } finally {
      sending = false;
    }
  };

  const submit = (operations: readonly AnnotationOperation[]) => {
    outbox.put(operations);
    outboxChanged();
    void flush();
  };
  const perform = (change: Change | null) => {
    if (change) submit(change.targets.map((target) => ({ id: newOperationId(), kind: change.kind, target })));
    historyChanged();
  };

  const begin = () => {
    if (connection.status.value !== 'online') return;
    if (shown > 0) void catchUp(true);
    void flush();
  };
  scope.onEnd(connection.epoch.subscribe(begin));
  connection.on('annotation:committed', (notice) => {
    if (notice.versionId !== versionId || scope.ended) return;
    if (hear(notice.operations) && shown > 0) void catchUp(false);
  });
  connection.on('ink:progressed', (notice) => {
    if (notice.versionId === versionId && shown > 0 && !scope.ended)
      live.next(hearStrokes(live.value, notice.strokes, me.accountId, now()));
  });
  scope.every(LIVE_SWEEP_MS, () => live.next(settleStrokes(live.value, (key) => state.value.stored.has(key), now())));

  return {
    versionId,
    annotations: derive(scope, [state, own], (paper, operations) => shownAnnotations(paper, operations, me)),
    live: derive(scope, [live], (strokes) => [...strokes.values()]),
    waiting,
    abilities,
    refused,
    undo,
    redo,
    add(layer, annotation, id = newOperationId()) {
      written.set(keyOf(me, id), annotation);
      history.record({ did: 'added', targets: [id] });
      historyChanged();
      submit([{ id, kind: 'add', layer, annotation }]);
      return id;
    },
    remove(ids) {
      history.record({ did: 'removed', targets: ids });
      historyChanged();
      submit(ids.map((target) => ({ id: newOperationId(), kind: 'remove', target })));
    },
    progress(stroke) {
      if (stroke.layer === 'private' || connection.status.value !== 'online' || liveInFlight >= LIVE_IN_FLIGHT) return;
      liveInFlight += 1;
      connection
        .request('ink:progress', { versionId, stroke })
        .catch(() => undefined) // live points are nobody's loss
        .finally(() => (liveInFlight -= 1));
    },
    retryRefused() {
      refused.next(null);
      outbox.unpark();
      outboxChanged();
      void flush();
    },
    discardRefused() {
      refused.next(null);
      history.forget(new Set(outbox.discard().map((operation) => (operation.kind === 'add' ? operation.id : operation.target))));
      historyChanged();
      outboxChanged();
    },
    show() {
      shown += 1;
      if (shown === 1) begin();
      let hidden = false;
      return () => {
        if (hidden) return;
        hidden = true;
        shown -= 1;
        if (shown > 0) return;
        live.next(new Map());
        if (connection.status.value === 'online') connection.request('document:close', { versionId }).catch(() => undefined);
      };
    },
  };
}
