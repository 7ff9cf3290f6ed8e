import type { Scope } from '../../state';
import { PAGE_ATTRIBUTE } from './selection';

/** By these the style sheets know the guard, and that text is being chosen. */
const GUARD_ATTRIBUTE = 'data-selection-guard';
const CHOOSING_ATTRIBUTE = 'data-choosing-text';
const PAGE = `[${PAGE_ATTRIBUTE}]`;
/** Words in a text layer; spans of marked content only hold such spans. */
const RUN = 'span:not(:has(span))';

/**
 * Words stand alone on the paper: for the browser the blank beside a line is the page's text layer itself, and a
 * pointer that slips past the last word would choose the whole rest of the page. While text is being chosen a blank
 * sheet lies below the words, in the text right where the choice ends; a pointer beside the words thus adds nothing.
 * A pointer that came there in one leap finds no sheet: the choice is taken back to the words it is nearest to.
 * And the tools that float over the page let the pointer through.
 */
export function guardSelection(scope: Scope, pages: HTMLElement): void {
  const guard = document.createElement('div');
  guard.setAttribute(GUARD_ATTRIBUTE, '');
  let pressed = false;
  let pointer: Point | null = null;
  /** What was chosen before: whoever draws changes nothing about it. */
  let before = chosen();
  const release = () => {
    pressed = false;
    guard.remove();
    document.documentElement.removeAttribute(CHOOSING_ATTRIBUTE);
  };
  scope.onEnd(release);
  scope.listen(pages, 'pointerdown', ({ target }) => {
    pressed = true;
    before = chosen();
    // From the first move: the words go on below the tools.
    if (target instanceof Element && target.closest(PAGE)) document.documentElement.setAttribute(CHOOSING_ATTRIBUTE, '');
  });
  const { signal } = scope;
  const follow = ({ clientX, clientY }: PointerEvent) => {
    const stage = pages.parentElement?.getBoundingClientRect();
    // Above and below, the pages scroll by themselves, and the browser knows better.
    pointer = stage && clientY >= stage.top && clientY <= stage.bottom ? { x: clientX, y: clientY } : null;
  };
  window.addEventListener('pointerdown', follow, { signal });
  window.addEventListener('pointermove', follow, { signal });
  // Before those who read what was chosen; of a leap the browser tells only after them.
  window.addEventListener(
    'pointerup',
    (event) => {
      follow(event);
      if (pressed && pointer && chosen().some((part, at) => part !== before[at])) takeBack(pages, pointer);
      release();
    },
    { capture: true, signal },
  );
  window.addEventListener('pointercancel', release, { capture: true, signal });
  scope.listen(document, 'selectionchange', () => {
    if (!pressed) return;
    if (pointer) takeBack(pages, pointer);
    const selection = document.getSelection();
    if (!selection?.anchorNode || selection.isCollapsed) return;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!(focusNode instanceof Text) || !focusNode.parentElement?.closest(PAGE)) return;
    if (isBefore(focusNode, focusOffset, anchorNode, anchorOffset)) {
      if (focusOffset === focusNode.length) focusNode.parentElement.after(guard);
      else focusNode.parentElement.before(guard);
    } else if (focusOffset === 0) focusNode.parentElement.before(guard);
    else focusNode.parentElement.after(guard);
  });
}

function chosen(): readonly unknown[] {
  const selection = document.getSelection();
  return [selection?.anchorNode, selection?.anchorOffset, selection?.focusNode, selection?.focusOffset];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Ends what is being chosen at the words nearest to the pointer, when that is beside them. */
function takeBack(pages: HTMLElement, pointer: Point): void {
  const selection = document.getSelection();
  if (!selection?.anchorNode || selection.isCollapsed || !pages.contains(selection.anchorNode)) return;
  if (document.elementFromPoint(pointer.x, pointer.y)?.closest(`${PAGE} span`)) return;
  const layer = nearest(pages.querySelectorAll(PAGE), { ...pointer, x: 0 });
  const run = layer && nearest(layer.element.querySelectorAll(RUN), pointer);
  if (!run) return;
  const { x, y } = within(run.box, pointer);
  // Not in every browser yet; there the leap stays.
  const place = 'caretPositionFromPoint' in document ? document.caretPositionFromPoint(x, y) : null;
  // Other words may lie over these; then the browser's own choice is as good as any.
  if (!place || !run.element.contains(place.offsetNode)) return;
  if (place.offsetNode !== selection.focusNode || place.offset !== selection.focusOffset) selection.extend(place.offsetNode, place.offset);
}

/** Of these elements the one on the pointer's line, or the line nearest to it; of several there, the nearest. */
function nearest(elements: Iterable<Element>, { x, y }: Point): { element: Element; box: DOMRect } | null {
  let found: { element: Element; box: DOMRect; away: Point } | null = null;
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const away = { x: Math.max(box.left - x, x - box.right, 0), y: Math.max(box.top - y, y - box.bottom, 0) };
    if (!found || away.y < found.away.y || (away.y === found.away.y && away.x < found.away.x)) found = { element, box, away };
  }
  return found;
}

/** The place in a box that is nearest to a point. */
function within({ left, right, top, bottom }: DOMRect, { x, y }: Point): Point {
  return { x: Math.min(Math.max(x, left + 0.5), right - 0.5), y: Math.min(Math.max(y, top + 0.5), bottom - 0.5) };
}

function isBefore(node: Node, offset: number, other: Node, otherOffset: number): boolean {
  if (node === other) return offset < otherOffset;
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
