import type { AnnotationContent } from '@app/contracts';
import { behavior, Scope } from '../../state';
import type { PaperNotes } from './annotation.view-model';
import { createPageDrawing, type PenEvent } from './drawing.view-model';
import type { ShownAnnotation } from './paper-state';
import { annotationCommand, createTools, layerOn } from './tools.view-model';

const me = { accountId: 'me', delegation: 'BH' };

function setUp(abilities = { note: true, write: true }) {
  const scope = new Scope();
  const tools = createTools();
  const annotations = behavior<readonly ShownAnnotation[]>([]);
  const notes = { annotations, add: jest.fn<string, [string, AnnotationContent, string]>(), remove: jest.fn(), progress: jest.fn() };
  const drawing = createPageDrawing(scope, notes as unknown as PaperNotes, tools, () => ({
    page: 2,
    scale: 2,
    toUserSpace: ({ x, y }) => ({ x: x / 2, y: 800 - y / 2 }),
    abilities,
  }));
  return { scope, tools, annotations, notes, drawing };
}
const pen = (x: number, y: number, given: Partial<PenEvent> = {}): PenEvent => ({
  pointerId: 1,
  pointerType: 'pen',
  button: 0,
  pressure: 0.7,
  at: { x, y },
  ...given,
});
const drawn = (id: string, points: number[], mine = true): ShownAnnotation => {
  const content: AnnotationContent = { page: 2, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1, points } };
  return { key: `${mine ? 'me' : 'other'}/${id}`, id, author: me, layer: 'private', content, mine, waiting: false };
};

describe('writing on a page', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('AN2 a stroke is stored in user space, with pressure, on the layer that is chosen', () => {
    const { tools, notes, drawing } = setUp();
    tools.choose('pen');
    tools.chooseLayer('delegation');
    expect(drawing.down(pen(100, 200))).toBe(true);
    drawing.move([pen(110, 200), pen(120, 210, { pressure: 0.2 })]);
    drawing.up(pen(120, 210));
    expect(notes.add).toHaveBeenCalledWith(
      'delegation',
      { page: 2, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1.6, points: [50, 700, 0.7, 55, 700, 0.7, 60, 695, 0.2] } },
      expect.any(String),
    );
    expect(drawing.active.value).toBeNull();
  });

  it('AN20 live points go out once a tick, each once, under the id of the stroke', () => {
    const { tools, notes, drawing } = setUp();
    tools.choose('pen');
    drawing.down(pen(0, 0));
    jest.advanceTimersByTime(20);
    drawing.move([pen(2, 0), pen(4, 0)]);
    jest.advanceTimersByTime(50);
    const told = notes.progress.mock.calls.map(([stroke]) => stroke as { id: string; points: number[] });
    expect(told.flatMap(({ points }) => points)).toEqual([0, 800, 0.7, 1, 800, 0.7, 2, 800, 0.7]);
    drawing.up(pen(4, 0));
    expect(notes.add.mock.calls[0]?.[2]).toBe(told[0]?.id);
    jest.advanceTimersByTime(100);
    expect(notes.progress).toHaveBeenCalledTimes(told.length);
  });

  it('a pen writes, a finger scrolls, a palm beside the pen does nothing', () => {
    const { tools, notes, drawing } = setUp();
    expect(drawing.down(pen(1, 1))).toBe(false);
    tools.choose('pen');
    expect(drawing.down(pen(1, 1, { pointerType: 'touch' }))).toBe(false);
    expect(drawing.down(pen(1, 1, { pointerType: 'mouse', button: 2 }))).toBe(false);
    expect(drawing.down(pen(1, 1))).toBe(true);
    expect(drawing.down(pen(50, 50, { pointerId: 2 }))).toBe(false);
    drawing.move([pen(50, 50, { pointerId: 2 })]);
    drawing.up(pen(50, 50, { pointerId: 2 }));
    drawing.up(pen(2, 2));
    expect(notes.add.mock.calls[0]?.[1].shape).toMatchObject({ points: [0.5, 799.5, 0.7] });
    tools.toggleFinger();
    expect(drawing.down(pen(1, 1, { pointerType: 'touch' }))).toBe(true);
  });

  it('what a pen has written is kept when the system takes the pointer, or the page leaves the screen', () => {
    const { scope, tools, notes, drawing } = setUp();
    tools.choose('pen');
    drawing.down(pen(1, 1));
    drawing.move([pen(9, 9)]);
    drawing.cancel(pen(9, 9));
    expect(notes.add).toHaveBeenCalledTimes(1);
    drawing.down(pen(1, 1));
    scope.end();
    expect(notes.add).toHaveBeenCalledTimes(2);
  });

  it('a stroke longer than a message is cut into two without a seam', () => {
    const { tools, notes, drawing } = setUp();
    tools.choose('pen');
    drawing.down(pen(0, 0));
    for (let n = 1; n <= 2500; n += 1) drawing.move([pen(n, 0)]);
    drawing.up(pen(2500, 0));
    const [first, second] = notes.add.mock.calls.map(([, content]) => content.shape as { points: number[] });
    expect(first?.points.length).toBeLessThanOrEqual(6000);
    expect(second?.points.slice(0, 3)).toEqual(first?.points.slice(-3));
    expect(second?.points.slice(-3)).toEqual([1250, 800, 0.7]);
  });

  it('AN15 AN72 the eraser takes one’s own strokes, as one step; hidden while it moves', () => {
    const { tools, annotations, notes, drawing } = setUp();
    annotations.next([
      drawn('a', [10, 790, 0.5, 20, 790, 0.5]),
      drawn('b', [10, 780, 0.5]),
      drawn('c', [10, 790, 0.5], false),
      drawn('far', [300, 300, 0.5]),
    ]);
    tools.choose('eraser');
    drawing.down(pen(30, 20));
    expect([...drawing.erasing.value]).toEqual(['me/a']);
    drawing.move([pen(20, 40)]);
    drawing.up(pen(20, 40));
    expect(notes.remove).toHaveBeenCalledTimes(1);
    expect(notes.remove).toHaveBeenCalledWith(['a', 'b']);
  });

  it('AN33 who may keep private notes only writes privately, whatever is chosen; who may not write has no pen', () => {
    const observer = setUp({ note: true, write: false });
    observer.tools.choose('pen');
    observer.tools.chooseLayer('meeting');
    observer.drawing.down(pen(1, 1));
    observer.drawing.up(pen(1, 1));
    expect(observer.notes.add.mock.calls[0]?.[0]).toBe('private');
    const reader = setUp({ note: false, write: false });
    reader.tools.choose('pen');
    expect(reader.drawing.down(pen(1, 1))).toBe(false);
    expect(layerOn('meeting', { note: false, write: false })).toBeNull();
  });
});

describe('keys', () => {
  const press = (code: string, given: object = {}) =>
    annotationCommand({ code, key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...given });
  it('go by the place of the key, so that they work with an Arabic layout', () => {
    expect(press('KeyP', { key: 'ح' })).toEqual({ kind: 'tool', tool: 'pen' });
    expect(press('KeyH')).toEqual({ kind: 'tool', tool: 'highlighter' });
    expect(press('KeyE')).toEqual({ kind: 'tool', tool: 'eraser' });
    expect(press('KeyV')).toEqual({ kind: 'tool', tool: 'select' });
    expect(press('KeyZ', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('KeyZ', { metaKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
    expect(press('KeyY', { ctrlKey: true })).toEqual({ kind: 'redo' });
    expect(press('KeyP', { ctrlKey: true })).toBeNull();
  });
});
