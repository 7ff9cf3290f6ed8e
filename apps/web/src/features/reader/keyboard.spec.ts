import { readerCommand, type KeyPress, type ReaderCommand } from './keyboard';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('RD11 keys of the reader', () => {
  it('turn pages the way the script runs', () => {
    expect(readerCommand(press('ArrowLeft'), 'rtl')).toBe('nextPage');
    expect(readerCommand(press('ArrowRight'), 'rtl')).toBe('previousPage');
    expect(readerCommand(press('ArrowLeft'), 'ltr')).toBe('previousPage');
    expect(readerCommand(press('ArrowRight'), 'ltr')).toBe('nextPage');
  });

  it.each<[string, Partial<KeyPress>, ReaderCommand]>([
    ['ArrowDown', {}, 'scrollDown'],
    ['ArrowUp', {}, 'scrollUp'],
    ['PageDown', {}, 'screenDown'],
    ['PageUp', {}, 'screenUp'],
    [' ', {}, 'screenDown'],
    [' ', { shiftKey: true }, 'screenUp'],
    ['Home', {}, 'firstPage'],
    ['End', {}, 'lastPage'],
    ['+', { shiftKey: true }, 'zoomIn'],
    ['=', {}, 'zoomIn'],
    ['-', {}, 'zoomOut'],
    ['f', { code: 'KeyF' }, 'toggleFit'],
    ['/', { code: 'Slash' }, 'openSearch'],
    ['f', { code: 'KeyF', ctrlKey: true }, 'openSearch'],
    ['f', { code: 'KeyF', metaKey: true }, 'openSearch'],
    ['F3', {}, 'nextMatch'],
    ['F3', { shiftKey: true }, 'previousMatch'],
    ['g', { code: 'KeyG', ctrlKey: true }, 'nextMatch'],
    ['g', { code: 'KeyG', ctrlKey: true, shiftKey: true }, 'previousMatch'],
    ['Escape', {}, 'dismiss'],
  ])('%s %j', (key, more, command) => {
    expect(readerCommand(press(key, more), 'ltr')).toBe(command);
    expect(readerCommand(press(key, more), 'rtl')).toBe(command);
  });

  it('mean the same with an Arabic layout, whose F types ب and whose slash types ظ', () => {
    expect(readerCommand(press('ب', { code: 'KeyF' }), 'rtl')).toBe('toggleFit');
    expect(readerCommand(press('ب', { code: 'KeyF', ctrlKey: true }), 'rtl')).toBe('openSearch');
    expect(readerCommand(press('ظ', { code: 'Slash' }), 'rtl')).toBe('openSearch');
  });

  it.each<[string, Partial<KeyPress>]>([
    ['+', { ctrlKey: true }],
    ['-', { metaKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['Home', { ctrlKey: true }],
    ['?', { code: 'Slash', shiftKey: true }],
    ['k', { code: 'KeyK', ctrlKey: true }],
    ['Tab', {}],
    ['a', { code: 'KeyA' }],
  ])('leave %s %j to the browser and the shell', (key, more) => {
    expect(readerCommand(press(key, more), 'ltr')).toBeNull();
  });
});
