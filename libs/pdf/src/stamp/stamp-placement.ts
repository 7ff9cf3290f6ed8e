import { PDFRawStream, type PDFContext, type PDFRef, type PDFStream } from 'pdf-lib';
import { seenToUserSpace } from '../prepare/page-geometry.js';
import type { PageGeometry } from '../prepare/paper.types.js';
import { pdfNumber } from '../text/pdf-number.js';
import { STAMP_SPACE } from './stamp-space.js';

/** Light enough to read through, dark enough to survive a photograph. */
const TILE_ALPHA = 0.14;
const EDGE_ALPHA = 0.85;
/** Slope of the tiles, radians: never mistaken for the paper's own lines. */
const SLOPE = Math.PI / 7;
/** Tiles over the longer side of the page, and across it. */
const ROWS = 5;
const COLUMNS = 2;
/** Width of a tile as a share of the page's longer side. */
const TILE_SHARE = 0.4;

/** The shared form: a raw stream of `length` bytes that begins with `marker` and otherwise holds blanks. */
export function windowForm(context: PDFContext, plan: { marker: string; length: number }): PDFRawStream {
  const blank = Buffer.alloc(plan.length, ' ');
  blank.write(`${plan.marker}\n`, 0, 'latin1');
  blank.write('\n', plan.length - 1, 'latin1');
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, STAMP_SPACE.width, STAMP_SPACE.top],
    Resources: {},
    Length: plan.length,
  });
  return PDFRawStream.of(dict, blank);
}

/** The form that places the stamp on all pages of one geometry: tiles over the page as seen, words along its edges. */
export function stampPlacement(context: PDFContext, geometry: PageGeometry, window: PDFRef): PDFStream {
  const { crop, rotation } = geometry;
  const [width, height] = rotation % 180 === 0 ? [crop.width, crop.height] : [crop.height, crop.width];
  const operators = [cm(seenToUserSpace(geometry)), '/Gt gs', ...tiles(width, height), '/Ge gs', ...edges(width, height)].join('\n');
  const state = (alpha: number): Record<string, string | number> => ({ Type: 'ExtGState', ca: alpha, CA: alpha });
  return context.flateStream(operators, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [crop.x, crop.y, crop.x + crop.width, crop.y + crop.height],
    Resources: { XObject: { S: window }, ExtGState: { Gt: state(TILE_ALPHA), Ge: state(EDGE_ALPHA) } },
  });
}

/** Rows set off against each other, so that no cut of the page is without a whole name. */
function tiles(width: number, height: number): string[] {
  const longer = Math.max(width, height);
  const scale = (longer * TILE_SHARE) / STAMP_SPACE.width;
  const [rows, columns] = height >= width ? [ROWS, COLUMNS] : [COLUMNS + 1, ROWS - 2];
  const [cos, sin] = [Math.cos(SLOPE) * scale, Math.sin(SLOPE) * scale];
  const out: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (width * (column + (row % 2 === 0 ? 0.36 : 0.64))) / columns;
      const y = (height * (row + 0.5)) / rows;
      const [halfWidth, halfHeight] = [STAMP_SPACE.width / 2, STAMP_SPACE.identityHeight / 2];
      const place = [cos, sin, -sin, cos, x - cos * halfWidth + sin * halfHeight, y - sin * halfWidth - cos * halfHeight];
      out.push(part(place, 0, STAMP_SPACE.identityHeight));
    }
  }
  return out;
}

/** Classification at the top; at the bottom again, with whose copy it is above it. */
function edges(width: number, height: number): string[] {
  const scale = (Math.min(width, height) * 0.94) / STAMP_SPACE.width;
  const left = (width - STAMP_SPACE.width * scale) / 2;
  const { classificationAt, classificationHeight, identityHeight } = STAMP_SPACE;
  const classification = (bottom: number): string =>
    part([scale, 0, 0, scale, left, bottom - classificationAt * scale], classificationAt, classificationHeight);
  const small = scale * 0.5;
  const margin = scale * 6;
  return [
    classification(height - classificationHeight * scale - margin),
    classification(margin),
    part([small, 0, 0, small, (width - STAMP_SPACE.width * small) / 2, margin + classificationHeight * scale], 0, identityHeight),
  ];
}

/** Draws one band of the window: moved into place, everything but the band clipped away. */
function part(place: readonly number[], from: number, height: number): string {
  return `q ${cm(place)} 0 ${from} ${STAMP_SPACE.width} ${height} re W n /S Do Q`;
}

function cm(matrix: readonly number[]): string {
  return `${matrix.map((value) => pdfNumber(value, 6)).join(' ')} cm`;
}
