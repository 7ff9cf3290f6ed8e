import { imageScale } from './image-page-source';

describe('RD14 page images', () => {
  it.each([
    ['a thumbnail', 144, 595, 0.25],
    ['a page at its own size', 595, 595, 1],
    ['a canvas rounded up by a pixel', 596, 595, 1],
    ['a dense screen', 1400, 595, 2.5],
    ['more than the server gives', 6000, 595, 3],
  ])('are asked for in few steps, never coarser than needed: %s', (_, canvas, page, scale) => {
    expect(imageScale(canvas, page)).toBe(scale);
  });
});
