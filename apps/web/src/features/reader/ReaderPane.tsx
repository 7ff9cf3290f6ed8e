import type { Meeting } from '@app/contracts';
import { BookOpen, FileQuestion } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useI18n } from '../../i18n';
import { useClassification } from '../../classification';
import { useBehavior, useScoped, type Behavior, type Scope } from '../../state';
import { EmptyState, ErrorState } from '../../ui';
import { createChromeViewModel, type ChromeViewModel } from './chrome.view-model';
import { followPage, type FollowedPage } from './follow';
import type { RenderOverlay, RenderThumbnailMark } from './overlay';
import { browserReaderPorts } from './reader-ports';
import { createReaderViewModel, type OpenPaper, type PaperToOpen, type ReaderViewModel } from './reader.view-model';
import styles from './Reader.module.css';
import { ReaderStage, useReaderKeys } from './ReaderStage';
import { ReaderToolbar } from './ReaderToolbar';
import { SearchBar } from './SearchBar';
import { SidePanel } from './SidePanel';

export interface ReaderPaneProps {
  /** Null: no paper is chosen. Another paper is another instance: give the pane the id as its key. */
  readonly documentId: string | null;
  /** Where the paper's title and length are looked up before it is open. */
  readonly meeting?: Meeting | undefined;
  readonly followedPage?: Behavior<FollowedPage | null> | undefined;
  /** From 1. */
  readonly initialPage?: number | undefined;
  /** Draws over each mounted page. */
  readonly renderOverlay?: RenderOverlay | undefined;
  readonly renderThumbnailMark?: RenderThumbnailMark | undefined;
  /** Lies over the pages and stays while they scroll: tools that dock to an edge. */
  readonly children?: ReactNode;
  /** Hands out the view model while the pane is on the screen, null after: for page-follow, links, text selection. */
  readonly onReader?: ((reader: ReaderViewModel | null) => void) | undefined;
}

interface PaneModel {
  readonly reader: ReaderViewModel;
  readonly chrome: ChromeViewModel;
}

/** The reader: fills its place and scrolls inside itself. */
export function ReaderPane(props: ReaderPaneProps) {
  const { t } = useI18n();
  const { documentId, onReader, initialPage } = props;
  const model = useScoped(documentId ?? '', (scope) => createPane(scope, props));
  useEffect(() => {
    if (!model || !onReader) return;
    onReader(model.reader);
    return () => onReader(null);
  }, [model, onReader]);

  // Another hit in the same paper: the pane stays, the page changes.
  const begun = useRef(initialPage);
  useEffect(() => {
    if (begun.current === initialPage) return;
    begun.current = initialPage;
    if (initialPage !== undefined) model?.reader.goTo(initialPage);
  }, [model, initialPage]);

  if (documentId === null) {
    return (
      <div className={styles.pane}>
        <div className={styles.state}>
          <EmptyState
            title={t('reader.emptyTitle')}
            text={t('reader.emptyText')}
            icon={<BookOpen size={32} strokeWidth={1.5} aria-hidden />}
          />
        </div>
      </div>
    );
  }
  return model ? <Pane {...props} {...model} /> : <div className={styles.pane} aria-busy />;
}

function createPane(scope: Scope, { documentId, meeting, followedPage, initialPage }: ReaderPaneProps): PaneModel {
  const reader = createReaderViewModel(scope, browserReaderPorts());
  const chrome = createChromeViewModel(scope);
  if (followedPage) followPage(scope, reader, followedPage);
  if (documentId !== null) {
    const followed = followedPage?.value;
    const led = followed?.documentId === documentId ? followed.page : undefined;
    reader.open(paperToOpen(documentId, meeting, led ?? initialPage));
  }
  return { reader, chrome };
}

/** What the agenda already says of the paper. */
function paperToOpen(documentId: string, meeting: Meeting | undefined, page: number | undefined): PaperToOpen {
  const known = meeting?.items.flatMap((item) => item.content?.documents ?? []).find((paper) => paper.id === documentId);
  return {
    documentId,
    ...(known ? { title: known.title, label: known.label, pageCount: known.pageCount } : {}),
    ...(page === undefined ? {} : { page }),
  };
}

function Pane({ reader, chrome, renderOverlay, renderThumbnailMark, children }: ReaderPaneProps & PaneModel) {
  const { t } = useI18n();
  const state = useBehavior(reader.paper);
  const keys = useReaderKeys(reader, chrome);
  useClassification(state.kind === 'open' ? state.paper.view.label : state.kind === 'opening' ? state.asked.label : null);
  if (state.kind === 'none') return <div className={styles.pane} />;
  if (state.kind === 'missing' || state.kind === 'failed') {
    return (
      <div className={styles.pane}>
        <div className={styles.state}>
          {state.kind === 'failed' ? (
            <ErrorState error={state.error} {...(state.retry ? { retry: state.retry } : {})} />
          ) : (
            <EmptyState
              title={t('reader.missingTitle')}
              text={t('reader.missingText')}
              icon={<FileQuestion size={32} strokeWidth={1.5} aria-hidden />}
            />
          )}
        </div>
      </div>
    );
  }
  const paper = state.kind === 'open' ? state.paper : null;
  const title = paper?.view.title ?? state.asked.title ?? '';
  return (
    <section
      className={styles.pane}
      aria-label={t('reader.title')}
      onKeyDown={keys}
      // A finger that moves scrolls; one that taps asks for the tools.
      onPointerMove={(event) => event.pointerType === 'mouse' && chrome.stir()}
      onClick={chrome.stir}
    >
      {paper && <SidePanel reader={reader} paper={paper} renderMark={renderThumbnailMark} />}
      <div className={styles.middle}>
        <ReaderStage reader={reader} chrome={chrome} paper={paper} title={title} renderOverlay={renderOverlay} />
        {paper ? <PaneHead reader={reader} chrome={chrome} paper={paper} /> : <Opening />}
        {children}
      </div>
    </section>
  );
}

function PaneHead({ reader, chrome, paper }: PaneModel & { paper: OpenPaper }) {
  const { t, number } = useI18n();
  const awake = useBehavior(chrome.awake);
  const searching = useBehavior(paper.search.open);
  const stalled = useBehavior(paper.stalled);
  const page = useBehavior(reader.currentPage);
  const count = useBehavior(reader.pages.pageCount);
  return (
    <>
      <div className={styles.head}>
        <ReaderToolbar reader={reader} paper={paper} awake={awake} />
        {searching && <SearchBar paper={paper} />}
        {stalled && (
          <p className={styles.stalled} role="status">
            {t('reader.stalled')}
          </p>
        )}
      </div>
      {!awake && (
        <span className={styles.chip} aria-hidden>
          {number(page)} / {number(count)}
        </span>
      )}
    </>
  );
}

function Opening() {
  const { t } = useI18n();
  return (
    <p className={styles.hidden} role="status">
      {t('reader.opening')}
    </p>
  );
}
