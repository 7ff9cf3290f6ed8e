import type { Label, PageGeometry, View } from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../../state';
import { toApiError, type ApiError } from '../../wire';
import { CanvasPool } from './canvas-pool';
import { quadToViewBox, type Quad } from './geometry';
import type { ReaderCommand } from './keyboard';
import { PagePainter } from './page-painter';
import type { OutlineEntry, PageSource } from './page-source';
import { createPagesViewModel, type PagesViewModel } from './pages.view-model';
import { PaintQueue } from './paint-queue';
import type { MeasureText } from './search';
import { PAGE_MARGIN } from './zoom';
import { readSelection, type TextSelection } from './selection';
import { createSearchViewModel, type SearchViewModel } from './search.view-model';

/** Which paper to open, and what is already known of it: the skeleton then has the right form. */
export interface PaperToOpen {
  readonly documentId: string;
  readonly title?: string;
  readonly label?: Label;
  readonly pageCount?: number;
  /** From 1. */
  readonly page?: number;
}

export interface OpenPaper {
  readonly view: View;
  readonly painter: PagePainter;
  readonly thumbnails: {
    readonly painter: PagePainter;
    readonly pages: PagesViewModel;
    /** Scrolls the strip to the page being read, if it is not there. */
    keepInSight(): void;
  };
  readonly search: SearchViewModel;
  /** The paper's own table of contents; empty until read, and where there is none. */
  readonly outline: Behavior<readonly OutlineEntry[]>;
  /** Whether bytes are being waited for because the network is away. */
  readonly stalled: Behavior<boolean>;
}

export type PaperState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly asked: PaperToOpen }
  | { readonly kind: 'open'; readonly asked: PaperToOpen; readonly paper: OpenPaper }
  /** It does not exist, or one may not know that it does: the same words. */
  | { readonly kind: 'missing'; readonly asked: PaperToOpen }
  | { readonly kind: 'failed'; readonly asked: PaperToOpen; readonly error: ApiError; readonly retry: (() => void) | null };

export interface ReaderPorts {
  openView(documentId: string, signal: AbortSignal): Promise<View>;
  createSource(view: View, events: { onStall: (stalled: boolean) => void; onRefused: (thrown: unknown) => void }): PageSource;
  readonly measure: MeasureText;
  readonly pixelRatio: () => number;
  readonly downloadAddress: (view: View) => string;
}

export interface ReaderViewModel {
  readonly paper: Behavior<PaperState>;
  readonly pages: PagesViewModel;
  /** From 1; for page-follow: subscribe to lead, call {@link goTo} to follow. */
  readonly currentPage: Behavior<number>;
  readonly side: Behavior<'none' | 'thumbnails' | 'outline'>;
  /** Address of the file, null where one may not download. */
  readonly download: Behavior<string | null>;
  goTo(page: number): void;
  open(paper: PaperToOpen): void;
  close(): void;
  toggleSide(which: 'thumbnails' | 'outline'): void;
  run(command: ReaderCommand): void;
  /** The text the person has chosen on a page of this paper, ready to become a highlight; null when none. */
  selectedText(): TextSelection | null;
}

const A4: PageGeometry = { x: 0, y: 0, width: 595, height: 842, rotation: 0 };
const LINE_PIXELS = 64;
/** The first page begins below the toolbar, so that nothing is covered before one scrolls. */
const TOOLBAR_HEIGHT = 76;
/** Room for the page number below each thumbnail. */
const THUMBNAIL_GAP = 40;

export function createReaderViewModel(scope: Scope, ports: ReaderPorts): ReaderViewModel {
  const paper = behavior<PaperState>({ kind: 'none' });
  const side = behavior<'none' | 'thumbnails' | 'outline'>('none');
  const pages = createPagesViewModel(scope, { gap: PAGE_MARGIN, head: TOOLBAR_HEIGHT });
  let current: Scope | null = null;

  const close = () => {
    current?.end();
    current = null;
    pages.setPages([]);
    paper.next({ kind: 'none' });
  };

  const open = (asked: PaperToOpen) => {
    current?.end();
    const own = scope.child();
    current = own;
    pages.setPages([]);
    pages.setPages(Array.from({ length: Math.min(asked.pageCount ?? 1, 20) }, () => A4));
    pages.goTo(asked.page ?? 1);
    paper.next({ kind: 'opening', asked });

    const fail = (thrown: unknown) => {
      if (own.ended) return;
      const error = toApiError(thrown);
      own.end();
      pages.setPages([]);
      if (error.code === 'not_found') paper.next({ kind: 'missing', asked });
      else paper.next({ kind: 'failed', asked, error, retry: error.retry ? () => open(asked) : null });
    };

    ports.openView(asked.documentId, own.signal).then((view) => {
      if (own.ended) return;
      const opened = openPaper(own, ports, pages, view, fail);
      // The state first: pages are mounted with their painter, not before it.
      paper.next({ kind: 'open', asked, paper: opened });
      pages.setPages(view.pages);
      pages.goTo(asked.page ?? 1);
    }, fail);
  };

  const search = () => (paper.value.kind === 'open' ? paper.value.paper.search : null);

  const commands: Readonly<Record<ReaderCommand, () => void>> = {
    nextPage: () => pages.goTo(pages.currentPage.value + 1),
    previousPage: () => pages.goTo(pages.currentPage.value - 1),
    scrollDown: () => pages.scrollBy(LINE_PIXELS),
    scrollUp: () => pages.scrollBy(-LINE_PIXELS),
    screenDown: () => pages.scrollByScreens(1),
    screenUp: () => pages.scrollByScreens(-1),
    firstPage: () => pages.goTo(1),
    lastPage: () => pages.goTo(pages.pageCount.value),
    zoomIn: pages.zoomIn,
    zoomOut: pages.zoomOut,
    toggleFit: pages.toggleFit,
    openSearch: () => search()?.show(),
    nextMatch: () => search()?.next(),
    previousMatch: () => search()?.previous(),
    dismiss: () => {
      if (search()?.open.value) search()?.hide();
      else side.next('none');
    },
  };

  return {
    paper,
    pages,
    currentPage: pages.currentPage,
    side,
    download: derive(scope, [paper], (state) =>
      state.kind === 'open' && state.paper.view.abilities.download ? ports.downloadAddress(state.paper.view) : null,
    ),
    goTo: pages.goTo,
    open,
    close,
    toggleSide: (which) => side.update((now) => (now === which ? 'none' : which)),
    run: (command) => commands[command](),
    selectedText: () =>
      readSelection(document.getSelection(), (page) => {
        const geometry = paper.value.kind === 'open' ? paper.value.paper.view.pages[page - 1] : undefined;
        const scale = pages.layout.value.boxes[page - 1]?.scale;
        return geometry && scale ? { geometry, scale } : null;
      }),
  };
}

function openPaper(own: Scope, ports: ReaderPorts, pages: PagesViewModel, view: View, fail: (thrown: unknown) => void): OpenPaper {
  const stalled = behavior(false);
  let waiting = 0;
  const source = ports.createSource(view, {
    onStall: (begun) => {
      waiting += begun ? 1 : -1;
      stalled.next(waiting > 0);
    },
    onRefused: fail,
  });
  const pool = new CanvasPool();
  // First added, ended last: the painters give their canvases back before the pool is drained.
  own.onEnd(() => pool.drain());
  own.onEnd(() => source.destroy());

  const onFailure = (thrown: unknown) => {
    // A broken page is a sentence on that page; a refusal concerns the whole paper.
    const { code } = toApiError(thrown);
    if (code === 'not_found' || code === 'not_signed_in') fail(thrown);
  };
  const queue = new PaintQueue(2);
  const distance = (page: number) => Math.abs(page - pages.currentPage.value);
  const common = { source, pool, queue, pixelRatio: ports.pixelRatio, onFailure };

  const outline = behavior<readonly OutlineEntry[]>([]);
  // After the first pages: nobody waits for the table of contents.
  own.onEnd(
    queue.add(
      () => 500,
      async (signal) => outline.next(await source.outline(signal)),
    ),
  );

  const strip = createPagesViewModel(own, { gap: THUMBNAIL_GAP, head: PAGE_MARGIN });
  strip.setPages(view.pages);
  const keepInSight = () => {
    const page = pages.currentPage.value;
    strip.reveal(page, 0, strip.layout.value.boxes[page - 1]?.height ?? 0);
  };
  own.onEnd(pages.currentPage.subscribe(keepInSight));

  return {
    view,
    painter: new PagePainter(own, { ...common, priority: distance, text: true }),
    // Any page of the paper comes before any thumbnail.
    thumbnails: {
      painter: new PagePainter(own, { ...common, priority: (page) => 1000 + distance(page), text: false }),
      pages: strip,
      keepInSight,
    },
    search: createSearchViewModel(own, {
      text: source.hasText ? (page, signal) => source.text(page, signal) : null,
      pageCount: view.pages.length,
      currentPage: pages.currentPage,
      measure: ports.measure,
      show: (page, quads) => reveal(pages, view, page, quads),
    }),
    outline,
    stalled,
  };
}

function reveal(pages: PagesViewModel, view: View, page: number, quads: readonly Quad[]): void {
  const geometry = view.pages[page - 1];
  const scale = pages.layout.value.boxes[page - 1]?.scale;
  const [quad] = quads;
  if (!geometry || !scale || !quad) return pages.goTo(page);
  const box = quadToViewBox(geometry, scale, quad);
  pages.reveal(page, box.top, box.height);
}
