import { PDFArray, type PDFDict, PDFName, PDFNumber } from 'pdf-lib';
import { resolve } from './lookups.js';
import type { PageGeometry, Rotation } from './paper.types.js';

/** A page of 75 kilometres is the most a reader must show (ISO 32000-1 Annex C.2). */
const MAX_USER_UNIT = 75_000;
const LETTER = { x: 0, y: 0, width: 612, height: 792 };

/** Boxes, rotation and unit of a page whose inherited attributes have been made its own (ISO 32000-1 §7.7.3.3, §14.11.2). */
export function pageGeometry(page: PDFDict): PageGeometry {
  const media = readBox(page, 'MediaBox') ?? LETTER;
  const crop = intersect(readBox(page, 'CropBox') ?? media, media);
  const rotation = readRotation(page);
  const unit = readNumber(page, 'UserUnit', 1);
  const userUnit = unit > 0 && unit <= MAX_USER_UNIT ? unit : 1;
  const [width, height] = rotation % 180 === 0 ? [crop.width, crop.height] : [crop.height, crop.width];
  return { width: width * userUnit, height: height * userUnit, rotation, crop, userUnit };
}

/**
 * Matrix from the page as seen (origin bottom left, x to the right, y up, user units) to its unrotated user space.
 * /Rotate turns the page clockwise when it is shown; this turns back.
 */
export function seenToUserSpace({ crop, rotation }: PageGeometry): [number, number, number, number, number, number] {
  const { x, y, width, height } = crop;
  switch (rotation) {
    case 0:
      return [1, 0, 0, 1, x, y];
    case 90:
      return [0, 1, -1, 0, x + width, y];
    case 180:
      return [-1, 0, 0, -1, x + width, y + height];
    case 270:
      return [0, -1, 1, 0, x, y + height];
  }
}

function readBox(page: PDFDict, key: string): PageGeometry['crop'] | undefined {
  const array = resolve(page.context, page.get(PDFName.of(key)));
  if (!(array instanceof PDFArray) || array.size() < 4) return undefined;
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => resolve(page.context, array.get(i)));
  if (!(a instanceof PDFNumber && b instanceof PDFNumber && c instanceof PDFNumber && d instanceof PDFNumber)) return undefined;
  const [x1, y1, x2, y2] = [a.asNumber(), b.asNumber(), c.asNumber(), d.asNumber()];
  const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  return box.width > 0 && box.height > 0 && Object.values(box).every(Number.isFinite) ? box : undefined;
}

/** A crop box is what it shares with the media box; one that shares nothing is no crop box. */
function intersect(crop: PageGeometry['crop'], media: PageGeometry['crop']): PageGeometry['crop'] {
  const x = Math.max(crop.x, media.x);
  const y = Math.max(crop.y, media.y);
  const width = Math.min(crop.x + crop.width, media.x + media.width) - x;
  const height = Math.min(crop.y + crop.height, media.y + media.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : media;
}

function readRotation(page: PDFDict): Rotation {
  const turns = Math.round(readNumber(page, 'Rotate', 0) / 90);
  return ((((turns % 4) + 4) % 4) * 90) as Rotation;
}

function readNumber(page: PDFDict, key: string, otherwise: number): number {
  const value = resolve(page.context, page.get(PDFName.of(key)));
  return value instanceof PDFNumber && Number.isFinite(value.asNumber()) ? value.asNumber() : otherwise;
}
