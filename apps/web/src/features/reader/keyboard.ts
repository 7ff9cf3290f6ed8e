/** What a key does in the reader. */
export type ReaderCommand =
  | 'nextPage'
  | 'previousPage'
  | 'scrollDown'
  | 'scrollUp'
  | 'screenDown'
  | 'screenUp'
  | 'firstPage'
  | 'lastPage'
  | 'zoomIn'
  | 'zoomOut'
  | 'toggleFit'
  | 'openSearch'
  | 'nextMatch'
  | 'previousMatch'
  | 'dismiss';

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  /** The key's place: with an Arabic layout the F key types «ب», and it still has to mean "fit". */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command for a key press, or null when the key is not the reader's. */
export function readerCommand(press: KeyPress, direction: 'rtl' | 'ltr'): ReaderCommand | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    // Ctrl and + stays the browser's own zoom: some readers need it.
    if (press.code === 'KeyF' && !press.shiftKey) return 'openSearch';
    if (press.code === 'KeyG') return press.shiftKey ? 'previousMatch' : 'nextMatch';
    return null;
  }
  switch (press.key) {
    case 'ArrowRight':
      return direction === 'rtl' ? 'previousPage' : 'nextPage';
    case 'ArrowLeft':
      return direction === 'rtl' ? 'nextPage' : 'previousPage';
    case 'ArrowDown':
      return 'scrollDown';
    case 'ArrowUp':
      return 'scrollUp';
    case 'PageDown':
      return 'screenDown';
    case 'PageUp':
      return 'screenUp';
    case ' ':
      return press.shiftKey ? 'screenUp' : 'screenDown';
    case 'Home':
      return 'firstPage';
    case 'End':
      return 'lastPage';
    case '+':
    case '=':
      return 'zoomIn';
    case '-':
      return 'zoomOut';
    case '/':
      return 'openSearch';
    case 'F3':
      return press.shiftKey ? 'previousMatch' : 'nextMatch';
    case 'Escape':
      return 'dismiss';
  }
  switch (press.code) {
    case 'KeyF':
      return 'toggleFit';
    case 'Slash':
      return press.shiftKey ? null : 'openSearch';
    default:
      return null;
  }
}
