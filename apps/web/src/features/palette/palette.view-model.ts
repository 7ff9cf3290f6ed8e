import type { SearchHit } from '@app/contracts';
import { behavior, type Behavior, type Scope } from '../../state';
import { toApiError, type ApiError } from '../../wire';

export interface PaletteCollaborators {
  /** Where the shortcut is heard. */
  keys: Window;
  search(words: string, signal: AbortSignal): Promise<readonly SearchHit[]>;
  switchLanguage(): void;
  switchTheme(): void;
}

export type PaletteResults =
  { status: 'idle' } | { status: 'searching' } | { status: 'found'; hits: readonly SearchHit[] } | { status: 'failed'; error: ApiError };

export interface PaletteModel {
  readonly isOpen: Behavior<boolean>;
  readonly words: Behavior<string>;
  readonly results: Behavior<PaletteResults>;
  open(): void;
  close(): void;
  type(words: string): void;
  switchLanguage(): void;
  switchTheme(): void;
}

const PAUSE_MS = 180;

export function createPaletteModel(scope: Scope, collaborators: PaletteCollaborators): PaletteModel {
  const isOpen = behavior(false);
  const words = behavior('');
  const results = behavior<PaletteResults>({ status: 'idle' });
  let asking = scope.child();

  const close = () => {
    isOpen.next(false);
    // What was found is labelled: it does not wait in memory for the next opening.
    words.next('');
    asking.end();
    results.next({ status: 'idle' });
  };

  const ask = async (text: string, signal: AbortSignal) => {
    try {
      const hits = await collaborators.search(text, signal);
      if (!signal.aborted) results.next({ status: 'found', hits });
    } catch (thrown) {
      if (!signal.aborted) results.next({ status: 'failed', error: toApiError(thrown) });
    }
  };

  const shortcut = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK') return;
    event.preventDefault();
    if (isOpen.value) close();
    else isOpen.next(true);
  };
  // On the way down: fields inside a table keep what is typed in them to themselves.
  collaborators.keys.addEventListener('keydown', shortcut, { capture: true, signal: scope.signal });

  return {
    isOpen,
    words,
    results,
    open: () => isOpen.next(true),
    close,
    type(text) {
      words.next(text);
      // An answer to earlier words must not replace the answer to these.
      asking.end();
      asking = scope.child();
      const asked = text.trim();
      if (asked.length < 2) {
        results.next({ status: 'idle' });
        return;
      }
      results.next({ status: 'searching' });
      asking.after(PAUSE_MS, () => void ask(asked, asking.signal));
    },
    switchLanguage: collaborators.switchLanguage,
    switchTheme: collaborators.switchTheme,
  };
}

/** Where a hit leads. */
export function addressOfHit(hit: SearchHit): string {
  const room = `/meetings/${hit.meetingId}`;
  if (hit.kind === 'meeting') return room;
  if (hit.kind === 'item') return `${room}?item=${hit.itemId}`;
  return `${room}?item=${hit.itemId}&paper=${hit.documentId}${hit.page ? `&page=${hit.page}` : ''}`;
}
