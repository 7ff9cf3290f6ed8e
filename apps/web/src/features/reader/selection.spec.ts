import { mergeLines } from './selection';

const box = (left: number, top: number, width: number, height = 12) => ({ left, top, width, height });

describe('RD10 lines of a selection', () => {
  it('joins the runs of a line, in either direction of writing', () => {
    expect(mergeLines([box(10, 0, 30), box(41, 1, 20), box(62, 0, 5)])).toEqual([box(10, 0, 57, 13)]);
    expect(mergeLines([box(62, 0, 5), box(41, 0, 20), box(10, 0, 30)])).toEqual([box(10, 0, 57)]);
  });

  it('keeps lines apart, also with tight leading', () => {
    expect(mergeLines([box(10, 0, 30), box(10, 10, 30)])).toHaveLength(2);
  });

  it('keeps two columns apart', () => {
    expect(mergeLines([box(10, 0, 30), box(200, 0, 30)])).toHaveLength(2);
  });

  it('drops boxes without a size: line breaks, marks', () => {
    expect(mergeLines([box(10, 0, 0), box(10, 0, 30), box(40, 0, 0.2)])).toEqual([box(10, 0, 30)]);
  });
});
