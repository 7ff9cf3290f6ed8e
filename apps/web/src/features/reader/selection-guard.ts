import type { Scope } from '../../state';
import { PAGE_ATTRIBUTE } from './selection';

/** By these the style sheets know the guard, and that text is being chosen. */
const GUARD_ATTRIBUTE = 'data-selection-guard';
const CHOOSING_ATTRIBUTE = 'data-choosing-text';

/**
 * Words stand alone on the paper: for the browser the blank beside a line is the page's text layer itself, and a
 * pointer that slips past the last word would choose the whole rest of the page. While text is being chosen a blank
 * sheet lies below the words, in the text right where the choice ends; a pointer beside the words thus adds nothing.
 * And the tools that float over the page let the pointer through.
 */
export function guardSelection(scope: Scope, pages: HTMLElement): void {
  const guard = document.createElement('div');
  guard.setAttribute(GUARD_ATTRIBUTE, '');
  let pressed = false;
  const release = () => {
    pressed = false;
    guard.remove();
    document.documentElement.removeAttribute(CHOOSING_ATTRIBUTE);
  };
  scope.onEnd(release);
  scope.listen(pages, 'pointerdown', () => {
    pressed = true;
  });
  // Before those who read what was chosen.
  window.addEventListener('pointerup', release, { capture: true, signal: scope.signal });
  window.addEventListener('pointercancel', release, { capture: true, signal: scope.signal });
  scope.listen(document, 'selectionchange', () => {
    const selection = document.getSelection();
    if (!pressed || !selection?.anchorNode || selection.isCollapsed) return;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!(focusNode instanceof Text) || !focusNode.parentElement?.closest(`[${PAGE_ATTRIBUTE}]`)) return;
    document.documentElement.setAttribute(CHOOSING_ATTRIBUTE, '');
    if (isBefore(focusNode, focusOffset, anchorNode, anchorOffset)) {
      if (focusOffset === focusNode.length) focusNode.parentElement.after(guard);
      else focusNode.parentElement.before(guard);
    } else if (focusOffset === 0) focusNode.parentElement.before(guard);
    else focusNode.parentElement.after(guard);
  });
}

function isBefore(node: Node, offset: number, other: Node, otherOffset: number): boolean {
  if (node === other) return offset < otherOffset;
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
