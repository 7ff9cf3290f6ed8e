import type { PageGeometry } from '@app/contracts';

/** A point, either in user space (PDF points, y upwards) or in view space (CSS pixels, y downwards): the function names say which. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An axis-parallel box in view space, from the upper left corner of the page as shown. */
export interface ViewBox extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Four corners in user space in reading order of the upright text: upper left, upper right, lower left, lower right.
 * The order is that of /QuadPoints as viewers really write it, so that an export needs no reordering.
 */
export type Quad = readonly [Point, Point, Point, Point];

/** CSS pixels per point at 100 %: a CSS inch has 96 pixels, a PDF inch 72 points. */
export const CSS_PIXELS_PER_POINT = 96 / 72;

/** The size of the page as it is shown (after its rotation), in CSS pixels. */
export function viewSize(geometry: PageGeometry, scale: number): Size {
  const turned = geometry.rotation === 90 || geometry.rotation === 270;
  return {
    width: (turned ? geometry.height : geometry.width) * scale,
    height: (turned ? geometry.width : geometry.height) * scale,
  };
}

/**
 * From the page's unrotated user space to the page as shown: pixels from its upper left corner, y downwards.
 * `scale` is CSS pixels per point.
 */
export function userToView(geometry: PageGeometry, scale: number): (point: Point) => Point {
  const { x: left, y: bottom, width, height, rotation } = geometry;
  return (point) => {
    const u = point.x - left;
    const v = point.y - bottom;
    switch (rotation) {
      case 0:
        return { x: u * scale, y: (height - v) * scale };
      case 90:
        return { x: v * scale, y: u * scale };
      case 180:
        return { x: (width - u) * scale, y: v * scale };
      case 270:
        return { x: (height - v) * scale, y: (width - u) * scale };
    }
  };
}

/** The inverse of {@link userToView}. */
export function viewToUser(geometry: PageGeometry, scale: number): (point: Point) => Point {
  const { x: left, y: bottom, width, height, rotation } = geometry;
  return (point) => {
    const x = point.x / scale;
    const y = point.y / scale;
    switch (rotation) {
      case 0:
        return { x: left + x, y: bottom + height - y };
      case 90:
        return { x: left + y, y: bottom + x };
      case 180:
        return { x: left + width - x, y: bottom + y };
      case 270:
        return { x: left + width - y, y: bottom + height - x };
    }
  };
}

/** A box on the shown page as a quad in user space. */
export function viewBoxToQuad(geometry: PageGeometry, scale: number, box: ViewBox): Quad {
  const toUser = viewToUser(geometry, scale);
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  return [
    toUser({ x: box.left, y: box.top }),
    toUser({ x: right, y: box.top }),
    toUser({ x: box.left, y: bottom }),
    toUser({ x: right, y: bottom }),
  ];
}

/** The smallest box on the shown page that holds the quad. */
export function quadToViewBox(geometry: PageGeometry, scale: number, quad: Quad): ViewBox {
  const corners = quad.map(userToView(geometry, scale));
  const left = Math.min(...corners.map((corner) => corner.x));
  const top = Math.min(...corners.map((corner) => corner.y));
  return {
    left,
    top,
    width: Math.max(...corners.map((corner) => corner.x)) - left,
    height: Math.max(...corners.map((corner) => corner.y)) - top,
  };
}
