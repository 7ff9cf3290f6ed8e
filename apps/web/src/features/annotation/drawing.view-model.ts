import { INK_POINT_VALUES, MAX_INK_POINTS, type AnnotationColour, type AnnotationLayer, type InkNib } from '@app/contracts';
import { behavior, type Behavior, type Scope } from '../../state';
import type { PaperNotes } from './annotation.view-model';
import { touches } from './ink-path';
import { newOperationId } from './operation-id';
import type { ShownAnnotation } from './paper-state';
import { layerOn, writes, type Tool, type Tools } from './tools.view-model';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The parts of a PointerEvent that count, its place already relative to the page. */
export interface PenEvent {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly button: number;
  readonly pressure: number;
  readonly at: Point;
}

/** The stroke under the pen. */
export interface ActiveStroke {
  readonly id: string;
  readonly nib: InkNib;
  readonly colour: AnnotationColour;
  readonly width: number;
  readonly layer: AnnotationLayer;
  readonly points: readonly number[];
}

/** Writing and erasing on one page. */
export interface PageDrawing {
  readonly active: Behavior<ActiveStroke | null>;
  /** Touched by the eraser in this gesture: hidden at once, taken back when it is lifted. */
  readonly erasing: Behavior<ReadonlySet<string>>;
  /** @returns whether the pointer writes and should be captured. */
  down(event: PenEvent): boolean;
  move(events: readonly PenEvent[]): void;
  up(event: PenEvent): void;
  /** The system took the pointer away. What a pen has written stays: a lost stroke is worse than one to undo. */
  cancel(event: PenEvent): void;
}

/** What the page needs to know; read at each event, because it changes while zooming. */
export interface PageSurroundings {
  readonly page: number;
  readonly toUserSpace: (point: Point) => Point;
  readonly scale: number;
  readonly abilities: { readonly note: boolean; readonly write: boolean };
}

const LIVE_MS = 16;
const LIVE_POINTS = 120;
/** How far from a stroke the eraser still takes it, in CSS pixels: about a fingertip. */
const ERASER_PIXELS = 9;
/** A mouse has no pressure; browsers report 0.5 for it, some 0. */
const PLAIN_PRESSURE = 0.5;

export function createPageDrawing(scope: Scope, notes: PaperNotes, tools: Tools, surroundings: () => PageSurroundings): PageDrawing {
  const active = behavior<ActiveStroke | null>(null);
  const erasing = behavior<ReadonlySet<string>>(new Set());
  let pointer: number | null = null;
  let mode: 'write' | 'erase' = 'write';
  let told = 0;
  let ticking: ReturnType<typeof setInterval> | undefined;

  const valuesOf = ({ at, pressure, pointerType }: PenEvent): number[] => {
    const { x, y } = surroundings().toUserSpace(at);
    const pressed = pointerType === 'mouse' || pressure === 0 ? PLAIN_PRESSURE : pressure;
    return [Math.round(x * 100) / 100, Math.round(y * 100) / 100, Math.round(Math.min(1, pressed) * 100) / 100];
  };

  const begin = (tool: Tool, event: PenEvent, layer: AnnotationLayer) => {
    const nib: InkNib = tool === 'highlighter' ? 'marker' : 'pen';
    told = 0;
    active.next({ id: newOperationId(), nib, layer, ...tools.styles.value[nib], points: valuesOf(event) });
    tellLater();
  };

  /** Passes the new points on once a tick; the layer decides whether anybody hears them. */
  const tellLater = () => {
    clearInterval(ticking);
    ticking = setInterval(tell, LIVE_MS);
  };
  const tell = () => {
    const stroke = active.value;
    if (!stroke || stroke.points.length <= told) return;
    const points = stroke.points.slice(told, told + LIVE_POINTS * INK_POINT_VALUES);
    told += points.length;
    const { id, nib, colour, width, layer } = stroke;
    notes.progress({ id, nib, colour, width, layer, page: surroundings().page, points });
  };

  const finish = () => {
    const stroke = active.value;
    clearInterval(ticking);
    pointer = null;
    active.next(null);
    if (!stroke) return;
    const { id, nib, colour, width, layer, points } = stroke;
    notes.add(layer, { page: surroundings().page, shape: { kind: 'ink', nib, colour, width, points: [...points] } }, id);
  };

  const erase = (events: readonly PenEvent[]) => {
    const { page, toUserSpace, scale } = surroundings();
    const hit = (annotation: ShownAnnotation) =>
      annotation.mine &&
      annotation.content.page === page &&
      events.some(({ at }) => touches(annotation.content, toUserSpace(at), ERASER_PIXELS / scale));
    const found = notes.annotations.value.filter(
      (annotation) => !erasing.value.has(annotation.key) && mayErase(annotation) && hit(annotation),
    );
    if (found.length > 0) erasing.next(new Set([...erasing.value, ...found.map(({ key }) => key)]));
  };
  const mayErase = ({ layer }: ShownAnnotation) => (layer === 'private' ? surroundings().abilities.note : surroundings().abilities.write);
  const finishErasing = () => {
    pointer = null;
    const ids = notes.annotations.value.filter(({ key }) => erasing.value.has(key)).map(({ id }) => id);
    if (ids.length > 0) notes.remove(ids);
    erasing.next(new Set());
  };

  const mine = (event: PenEvent) => event.pointerId === pointer;
  // A page scrolled out of sight while it is written on (a slow pen, a quick follow): what is there is kept.
  scope.onEnd(() => (mode === 'erase' ? finishErasing() : finish())); // finishing ends the ticking too

  return {
    active,
    erasing,
    down(event) {
      const tool = event.button === 5 ? 'eraser' : tools.tool.value;
      const layer = layerOn(tools.layer.value, surroundings().abilities);
      // One stroke at a time: the palm that comes down beside the pen is not a second writer.
      if (
        pointer !== null ||
        layer === null ||
        !writes(event, tools.tool.value === 'select' && tool === 'eraser' ? tool : tools.tool.value, tools.fingerWrites.value)
      )
        return false;
      pointer = event.pointerId;
      mode = tool === 'eraser' ? 'erase' : 'write';
      if (mode === 'erase') erase([event]);
      else begin(tool, event, layer);
      return true;
    },
    move(events) {
      const own = events.filter(mine);
      if (own.length === 0) return;
      if (mode === 'erase') return erase(own);
      let stroke = active.value;
      if (!stroke) return;
      if (stroke.points.length / INK_POINT_VALUES + own.length > MAX_INK_POINTS) {
        // Longer than a message may be: stored so far, and written on from the last point without a seam.
        const last = stroke.points.slice(-INK_POINT_VALUES);
        const id = pointer;
        finish();
        pointer = id;
        told = 0;
        stroke = { ...stroke, id: newOperationId(), points: last };
        tellLater();
      }
      active.next({ ...stroke, points: [...stroke.points, ...own.flatMap(valuesOf)] });
    },
    up(event) {
      if (!mine(event)) return;
      if (mode === 'erase') finishErasing();
      else finish();
    },
    cancel(event) {
      if (!mine(event)) return;
      if (mode === 'erase') return finishErasing();
      const written = active.value?.points.length ?? 0;
      if (event.pointerType === 'touch' && written <= 4 * INK_POINT_VALUES) {
        // The beginning of a pinch or a scroll, not a stroke.
        clearInterval(ticking);
        pointer = null;
        active.next(null);
        return;
      }
      finish();
    },
  };
}
