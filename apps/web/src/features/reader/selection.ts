import type { PageGeometry } from '@app/contracts';
import { type Quad, type ViewBox, viewBoxToQuad } from './geometry';

/** Text chosen on one page, ready to become a highlight. */
export interface TextSelection {
  /** From 1. */
  readonly page: number;
  /** What was chosen, as read: one line break between lines, no others. */
  readonly quote: string;
  /** One per line, in reading order, in the page's unrotated user space. */
  readonly quads: readonly Quad[];
}

/** Marks the element of a page's text layer, so that a selection finds its page. */
export const PAGE_ATTRIBUTE = 'data-reader-page';

/** Boxes of one line overlap by most of their height; text of the next line does not, however tight the leading. */
const SAME_LINE_OVERLAP = 0.5;

/**
 * One box per line of text: the boxes of the runs of a line are joined, empty ones dropped.
 * Joined only when they touch or nearly do, so that two columns side by side stay two boxes.
 */
export function mergeLines(boxes: readonly ViewBox[]): ViewBox[] {
  const lines: ViewBox[] = [];
  for (const box of boxes) {
    if (box.width < 0.5 || box.height < 0.5) continue;
    const index = lines.findIndex((line) => sameLine(line, box));
    const line = lines[index];
    if (line) lines[index] = union(line, box);
    else lines.push(box);
  }
  return lines;
}

function sameLine(line: ViewBox, box: ViewBox): boolean {
  const overlap = Math.min(line.top + line.height, box.top + box.height) - Math.max(line.top, box.top);
  const low = Math.min(line.height, box.height);
  const gap = Math.max(line.left, box.left) - Math.min(line.left + line.width, box.left + box.width);
  return overlap > low * SAME_LINE_OVERLAP && gap < Math.max(line.height, box.height);
}

function union(a: ViewBox, b: ViewBox): ViewBox {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
}

/**
 * The user's selection as a text range of one page, or null when nothing (or only blank) is chosen inside a page.
 * A selection that runs over several pages is cut to the page it started on: a highlight belongs to one page.
 *
 * `geometryOf` gives the geometry and the scale the page is shown with.
 */
export function readSelection(
  selection: Selection | null,
  geometryOf: (page: number) => { geometry: PageGeometry; scale: number } | null,
): TextSelection | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !selection.anchorNode) return null;
  const layer = layerOf(selection.anchorNode);
  if (!layer) return null;
  const page = Number(layer.getAttribute(PAGE_ATTRIBUTE));
  const shown = geometryOf(page);
  if (!shown) return null;

  const range = clip(selection.getRangeAt(0), layer);
  const origin = layer.getBoundingClientRect();
  const boxes: ViewBox[] = [];
  let quote = '';
  for (const { node, start, end } of textIn(range)) {
    const part = node.ownerDocument.createRange();
    part.setStart(node, start);
    part.setEnd(node, end);
    for (const rect of part.getClientRects()) {
      boxes.push({ left: rect.left - origin.left, top: rect.top - origin.top, width: rect.width, height: rect.height });
    }
    quote += node.data.slice(start, end);
    // pdf.js ends a line with a <br> beside the run.
    if (end === node.length && node.parentElement?.nextElementSibling?.localName === 'br') quote += '\n';
  }
  quote = quote
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ *\n+ */gu, '\n')
    .trim();
  const quads = mergeLines(boxes).map((box) => viewBoxToQuad(shown.geometry, shown.scale, box));
  return quote === '' || quads.length === 0 ? null : { page, quote, quads };
}

function layerOf(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(`[${PAGE_ATTRIBUTE}]`) ?? null;
}

function clip(range: Range, layer: Element): Range {
  const clipped = range.cloneRange();
  if (!layer.contains(clipped.startContainer)) clipped.setStart(layer, 0);
  if (!layer.contains(clipped.endContainer)) clipped.setEnd(layer, layer.childNodes.length);
  return clipped;
}

function* textIn(range: Range): Generator<{ node: Text; start: number; end: number }> {
  const root = range.commonAncestorContainer;
  if (root instanceof Text) {
    yield { node: root, start: range.startOffset, end: range.endOffset };
    return;
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || !range.intersectsNode(node)) continue;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    if (end > start) yield { node, start, end };
  }
}
