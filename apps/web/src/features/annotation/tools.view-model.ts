import type { AnnotationColour, AnnotationLayer, InkNib } from '@app/contracts';
import { behavior, type Behavior } from '../../state';
import type { NoteAbilities } from './annotation.view-model';

export type Tool = 'select' | 'pen' | 'highlighter' | 'eraser';
/** Where the pill docks; start and end follow the direction of the script. */
export type Dock = 'bottom' | 'top' | 'start' | 'end';

/** Widths in points. */
export const WIDTHS: Readonly<Record<InkNib, readonly number[]>> = { pen: [0.9, 1.6, 3], marker: [9, 14, 22] };
export const COLOURS: Readonly<Record<InkNib, readonly AnnotationColour[]>> = {
  pen: ['ink', 'blue', 'red', 'green'],
  marker: ['amber', 'green', 'blue', 'violet'],
};

export interface Style {
  readonly colour: AnnotationColour;
  readonly width: number;
}

/** What one writes with, and to whom: the same for every paper of a meeting. */
export interface Tools {
  readonly tool: Behavior<Tool>;
  readonly layer: Behavior<AnnotationLayer>;
  readonly styles: Behavior<Readonly<Record<InkNib, Style>>>;
  readonly dock: Behavior<Dock>;
  /** Off: the pen writes and a finger scrolls. On: a finger writes too, for tablets without a pen. */
  readonly fingerWrites: Behavior<boolean>;
  choose(tool: Tool): void;
  chooseLayer(layer: AnnotationLayer): void;
  chooseStyle(nib: InkNib, style: Partial<Style>): void;
  dockTo(dock: Dock): void;
  toggleFinger(): void;
}

export function createTools(): Tools {
  const tool = behavior<Tool>('select');
  // Private at first: whoever begins to write without looking writes to himself and to nobody else.
  const layer = behavior<AnnotationLayer>('private');
  const styles = behavior<Readonly<Record<InkNib, Style>>>({ pen: { colour: 'ink', width: 1.6 }, marker: { colour: 'amber', width: 14 } });
  const dock = behavior<Dock>('bottom');
  const fingerWrites = behavior(false);
  return {
    tool,
    layer,
    styles,
    dock,
    fingerWrites,
    choose: (chosen) => tool.next(chosen),
    chooseLayer: (chosen) => layer.next(chosen),
    chooseStyle: (nib, style) => styles.update((before) => ({ ...before, [nib]: { ...before[nib], ...style } })),
    dockTo: (edge) => dock.next(edge),
    toggleFinger: () => fingerWrites.update((on) => !on),
  };
}

/** Layers one may write to on this paper; none: the tools are not there. */
export function layersFor({ note, write }: NoteAbilities): readonly AnnotationLayer[] {
  if (write) return note ? ['private', 'delegation', 'meeting'] : ['delegation', 'meeting'];
  return note ? ['private'] : [];
}

/** The layer that is written to here: the chosen one, or the most private that is allowed. */
export function layerOn(chosen: AnnotationLayer, abilities: NoteAbilities): AnnotationLayer | null {
  const allowed = layersFor(abilities);
  return allowed.includes(chosen) ? chosen : (allowed[0] ?? null);
}

/** Whether a pointer of this kind writes with the chosen tool. A finger scrolls unless told otherwise; a mouse button but the first does not write. */
export function writes(pointer: { readonly pointerType: string; readonly button: number }, tool: Tool, fingerWrites: boolean): boolean {
  if (tool === 'select') return false;
  if (pointer.pointerType === 'touch') return fingerWrites;
  // Button 5 is the eraser end of a pen.
  return pointer.button === 0 || (pointer.pointerType === 'pen' && pointer.button === 5);
}

export type AnnotationCommand = { readonly kind: 'tool'; readonly tool: Tool } | { readonly kind: 'undo' } | { readonly kind: 'redo' };

interface KeyPress {
  /** The key's place: with an Arabic layout the P key types «ح», and still means the pen. */
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const TOOL_KEYS: Readonly<Record<string, Tool>> = { KeyP: 'pen', KeyH: 'highlighter', KeyE: 'eraser', KeyV: 'select' };

export function annotationCommand(press: KeyPress): AnnotationCommand | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.code === 'KeyZ') return { kind: press.shiftKey ? 'redo' : 'undo' };
    return press.code === 'KeyY' && !press.shiftKey ? { kind: 'redo' } : null;
  }
  if (press.shiftKey) return null;
  if (press.key === 'Escape') return { kind: 'tool', tool: 'select' };
  const tool = TOOL_KEYS[press.code];
  return tool ? { kind: 'tool', tool } : null;
}
