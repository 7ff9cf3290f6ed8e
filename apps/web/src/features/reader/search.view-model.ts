import { behavior, derive, type Behavior, type Scope } from '../../state';
import { foldQuery } from './fold';
import type { Quad } from './geometry';
import { findInPage, matchQuads, type MeasureText, type PageText } from './search';

export interface SearchPorts {
  /** Null for papers without text (page images). */
  readonly text: ((page: number, signal: AbortSignal) => Promise<PageText | null>) | null;
  readonly pageCount: number;
  readonly currentPage: Behavior<number>;
  readonly measure: MeasureText;
  /** Brings a match into sight. */
  readonly show: (page: number, quads: readonly Quad[]) => void;
}

export interface Mark {
  readonly quads: readonly Quad[];
  /** The match one stands at. */
  readonly current: boolean;
}

export type SearchStatus =
  /** This level is shown as images: there is no text to look through. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'idle' }
  /** `page` pages of all have been looked through. */
  | { readonly kind: 'searching'; readonly found: number; readonly page: number }
  | { readonly kind: 'done'; readonly found: number };

export interface SearchViewModel {
  readonly open: Behavior<boolean>;
  /** Counts how often search was asked for: each time the field wants the focus. */
  readonly asked: Behavior<number>;
  readonly query: Behavior<string>;
  readonly status: Behavior<SearchStatus>;
  /** The match one stands at, from 1; 0 while there is none. */
  readonly position: Behavior<number>;
  show(): void;
  /** Closes and takes the marks away; the query stays for the next time. */
  hide(): void;
  setQuery(query: string): void;
  next(): void;
  previous(): void;
  marksOf(page: number): readonly Mark[];
  /** Changes whenever {@link marksOf} may answer differently. */
  readonly marks: Behavior<object>;
}

interface Match {
  readonly page: number;
  readonly quads: readonly Quad[];
}

// Typing a word must not start a search per letter through a paper that is still being fetched.
const TYPING_MS = 150;

export function createSearchViewModel(scope: Scope, ports: SearchPorts): SearchViewModel {
  const open = behavior(false);
  const asked = behavior(0);
  const query = behavior('');
  const matches = behavior<readonly Match[]>([]);
  /** Index into matches; −1 for none. */
  const at = behavior(-1);
  const looked = behavior(0);
  const running = behavior(false);
  const texts = new Map<number, PageText | null>();
  let search: Scope | null = null;

  const status = derive(scope, [matches, looked, running, query], (found, page, busy, words): SearchStatus => {
    if (!ports.text) return { kind: 'unavailable' };
    if (foldQuery(words) === '') return { kind: 'idle' };
    return busy ? { kind: 'searching', found: found.length, page } : { kind: 'done', found: found.length };
  });

  const goTo = (index: number) => {
    const match = matches.value[index];
    if (!match) return;
    at.next(index);
    ports.show(match.page, match.quads);
  };

  const reset = () => {
    search?.end();
    search = null;
    running.next(false);
    looked.next(0);
    matches.next([]);
    at.next(-1);
  };

  const textOf = async (page: number, signal: AbortSignal): Promise<PageText | null> => {
    if (!texts.has(page)) texts.set(page, (await ports.text?.(page, signal)) ?? null);
    return texts.get(page) ?? null;
  };

  const run = async (own: Scope, words: string) => {
    const { pageCount } = ports;
    const from = ports.currentPage.value;
    // From the page being read to the end, then from the beginning: the first match shown is the next one.
    for (let step = 0; step < pageCount; step += 1) {
      const page = ((from - 1 + step) % pageCount) + 1;
      let text: PageText | null;
      try {
        text = await textOf(page, own.signal);
      } catch {
        // A page that cannot be read has no matches; the reader shows what is wrong with it.
        text = null;
      }
      if (own.ended) return;
      looked.next(step + 1);
      const found = text ? findInPage(text, words) : [];
      if (text && found.length > 0) {
        const added = found.map((match): Match => ({ page, quads: matchQuads(text, match, ports.measure) }));
        const standing = matches.value[at.value];
        // Kept in page order, so that "3 of 12" means the same whoever searched from wherever.
        const all = [...matches.value, ...added].sort((a, b) => a.page - b.page);
        matches.next(all);
        if (standing) at.next(all.indexOf(standing));
        else goTo(all.indexOf(added[0] as Match));
      }
    }
    running.next(false);
  };

  const start = () => {
    reset();
    const words = foldQuery(query.value);
    if (!ports.text || words === '' || !open.value) return;
    const own = scope.child();
    search = own;
    running.next(true);
    own.after(TYPING_MS, () => void run(own, words));
  };

  const step = (by: 1 | -1) => {
    const count = matches.value.length;
    if (count > 0) goTo((at.value + by + count) % count);
  };

  return {
    open,
    asked,
    query,
    status,
    position: derive(scope, [at], (index) => index + 1),
    marks: derive(scope, [matches, at], () => ({})),
    show() {
      open.next(true);
      asked.update((times) => times + 1);
      if (matches.value.length === 0) start();
    },
    hide() {
      open.next(false);
      reset();
    },
    setQuery(next) {
      query.next(next);
      start();
    },
    next: () => step(1),
    previous: () => step(-1),
    marksOf(page) {
      const current = matches.value[at.value];
      return matches.value.filter((match) => match.page === page).map((match) => ({ quads: match.quads, current: match === current }));
    },
  };
}
