import type { Scope } from '../../state';
import { PAGE_ATTRIBUTE } from './selection';

/** By these the style sheets know the guard, and that text is being chosen. */
const GUARD_ATTRIBUTE = 'data-selection-guard';
const CHOOSING_ATTRIBUTE = 'data-choosing-text';
const PAGE = `[${PAGE_ATTRIBUTE}]`;
/** Words in a text layer; spans of marked content only hold such spans. */
const RUN = `${PAGE} span:not(:has(span))`;

/**
 * Words stand alone on the paper: for the browser the blank beside a line is the page's text layer itself, and a
 * pointer that slips past the last word would choose the whole rest of the page. While text is being chosen a blank
 * sheet lies below the words, in the text right where the choice ends; a pointer beside the words thus adds nothing.
 * A pointer that came there in one leap, or leaves the page, finds no sheet: the choice is taken back to the words it is
 * nearest to.
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
  const follow = ({ clientX, clientY }: PointerEvent) => {
    const stage = pages.parentElement?.getBoundingClientRect();
    // Above and below, the pages scroll by themselves, and the browser knows better.
    pointer = stage && clientY >= stage.top && clientY <= stage.bottom ? { x: clientX, y: clientY } : null;
  };
  const settle = () => {
    // On the sheet, or where the browser chose among words, the choice is as it should be.
    if (pointer && (!guard.isConnected || !pages.contains(document.getSelection()?.focusNode ?? null))) takeBack(pages, pointer);
  };
  scope.onEnd(release);
  scope.listen(pages, 'pointerdown', (event) => {
    // A menu of the browser's may keep the end of any other press for itself.
    if (!(event instanceof PointerEvent) || !event.isPrimary || event.button !== 0 || event.ctrlKey) return;
    pressed = true;
    before = chosen();
    follow(event);
    // The words go on below the tools.
    if (event.target instanceof Element && event.target.closest(PAGE)) document.documentElement.setAttribute(CHOOSING_ATTRIBUTE, '');
  });
  const { signal } = scope;
  window.addEventListener('pointermove', (event) => (pressed && event.buttons === 0 ? release() : follow(event)), { signal });
  // Before those who read what was chosen; of a leap the browser tells only after them.
  window.addEventListener(
    'pointerup',
    (event) => {
      follow(event);
      if (pressed && chosen().some((part, at) => part !== before[at])) settle();
      release();
    },
    { capture: true, signal },
  );
  window.addEventListener('pointercancel', release, { capture: true, signal });
  window.addEventListener('blur', release, { signal });
  scope.listen(document, 'selectionchange', () => {
    if (!pressed) return;
    settle();
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
  const start = selection?.anchorNode?.parentElement?.closest<HTMLElement>(RUN);
  if (!selection || selection.isCollapsed || !start || !pages.contains(start)) return;
  if (document.elementFromPoint(pointer.x, pointer.y)?.closest(RUN)) return;
  const [sheet] = byDistance(pages.querySelectorAll(PAGE), { ...pointer, x: 0 });
  // A number that runs up the margin is beside every line.
  const [run] = byDistance(
    [...(sheet?.querySelectorAll<HTMLElement>(RUN) ?? [])].filter((one) => turn(one) === turn(start)),
    pointer,
  );
  const end = run && endIn(run, start, pointer);
  if (end && (end.node !== selection.focusNode || end.offset !== selection.focusOffset)) selection.extend(end.node, end.offset);
}

const turn = (run: HTMLElement) => run.style.getPropertyValue('--rotate');

/** Where a choice ends that began in one run and left the words at another one. */
function endIn(run: HTMLElement, start: HTMLElement, { x, y }: Point): { node: Node; offset: number } | null {
  const box = run.getBoundingClientRect();
  const text = run.firstChild;
  // Of the line it began in, all that lies that way: a number at the end of an Arabic line begins at the far side.
  if (
    text instanceof Text &&
    run !== start &&
    outside(y, box) === 0 &&
    outside((box.top + box.bottom) / 2, start.getBoundingClientRect()) === 0
  )
    return { node: text, offset: isBefore(text, 0, start, 0) ? 0 : text.length };
  const [within, level] = [Math.min(Math.max(x, box.left + 0.5), box.right - 0.5), Math.min(Math.max(y, box.top + 0.5), box.bottom - 0.5)];
  // Not in every browser yet; there the leap stays. And other things may lie over these words.
  const place = 'caretPositionFromPoint' in document ? document.caretPositionFromPoint(within, level) : null;
  return place && run.contains(place.offsetNode) ? { node: place.offsetNode, offset: place.offset } : null;
}

/**
 * Those on the pointer's line first, the nearest of them before the others. Half a line above or below counts as the
 * line: between two lines of a column its words are nearer than those of the column beside it.
 */
function byDistance<E extends Element>(elements: Iterable<E>, { x, y }: Point): E[] {
  return [...elements]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0)
    .map(({ element, box }) => {
      const above = outside(y, box);
      return { element, above: above <= box.height / 2 ? 0 : above, aside: Math.max(box.left - x, x - box.right, 0) };
    })
    .sort((a, b) => a.above - b.above || a.aside - b.aside)
    .map(({ element }) => element);
}

/** How far a height lies outside of a box. */
const outside = (y: number, { top, bottom }: DOMRect) => Math.max(top - y, y - bottom, 0);

function isBefore(node: Node, offset: number, other: Node, otherOffset: number): boolean {
  if (node === other) return offset < otherOffset;
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
