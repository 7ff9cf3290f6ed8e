import type { WireQuad } from '@app/contracts';
import { behavior, type Behavior, type Scope } from '../../state';
import type { NoteAbilities, PaperNotes } from './annotation.view-model';
import { layerOn, type Tools } from './tools.view-model';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Text chosen on one page, as the reader gives it: quads in user space, upper left, upper right, lower left, lower right. */
export interface ChosenText {
  readonly page: number;
  readonly quote: string;
  readonly quads: readonly (readonly [Point, Point, Point, Point])[];
}

export interface Highlighting {
  /** Marks the chosen text; null while nothing is chosen, or when one may not write. */
  readonly offer: Behavior<(() => void) | null>;
}

const MAX_QUOTE = 4000;
const MAX_QUADS = 200;

/** Where the browser's selection lives; the specs have their own. */
export interface SelectionHost {
  /** The text chosen at present. */
  read(): ChosenText | null;
  clear(): void;
  readonly target: EventTarget;
}

/** With the highlighter, text is marked as soon as it is chosen; with the other tools, marking is offered. */
export function createHighlighting(
  scope: Scope,
  notes: PaperNotes,
  tools: Tools,
  abilities: () => NoteAbilities,
  host: SelectionHost,
): Highlighting {
  const offer = behavior<(() => void) | null>(null);
  const mark = () => {
    const chosen = host.read();
    const layer = layerOn(tools.layer.value, abilities());
    if (!chosen || layer === null) return;
    const { colour } = tools.styles.value.marker;
    const quads = chosen.quads.slice(0, MAX_QUADS).map((quad) => quad.flatMap(({ x, y }) => [x, y]) as WireQuad);
    notes.add(layer, { page: chosen.page, shape: { kind: 'highlight', colour, quote: chosen.quote.slice(0, MAX_QUOTE), quads } });
    host.clear();
    offer.next(null);
  };
  // The same function each time: a new one would render the toolbar at every letter the selection grows by.
  scope.listen(host.target, 'selectionchange', () => {
    offer.next(tools.tool.value !== 'highlighter' && layerOn(tools.layer.value, abilities()) !== null && host.read() ? mark : null);
  });
  const finished = () => {
    if (tools.tool.value === 'highlighter') mark();
  };
  scope.listen(host.target, 'pointerup', finished);
  // Chosen with the keyboard (Shift and arrows), and finished by letting Shift go.
  scope.listen(host.target, 'keyup', (event) => {
    if ((event as KeyboardEvent).key === 'Shift') finished();
  });
  return { offer };
}
