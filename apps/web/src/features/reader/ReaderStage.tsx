import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useI18n } from '../../i18n';
import { Scope, useBehavior } from '../../state';
import type { ChromeViewModel } from './chrome.view-model';
import { readerCommand } from './keyboard';
import type { RenderOverlay } from './overlay';
import { PageSheet } from './PageSheet';
import type { OpenPaper, ReaderViewModel } from './reader.view-model';
import styles from './ReaderStage.module.css';
import { bindScrollWindow } from './scroll-window';

interface ReaderStageProps {
  readonly reader: ReaderViewModel;
  readonly chrome: ChromeViewModel;
  readonly paper: OpenPaper | null;
  readonly title: string;
  readonly renderOverlay: RenderOverlay | undefined;
}

/** The pages, one below the other, of which only those in sight and their neighbours exist. */
export function ReaderStage({ reader, chrome, paper, title, renderOverlay }: ReaderStageProps) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { pages } = reader;
  const layout = useBehavior(pages.layout);
  const mounted = useBehavior(pages.mounted);

  useEffect(() => {
    if (!scroller.current || !content.current) return;
    const scope = new Scope();
    bindScrollWindow(scope, scroller.current, content.current, pages, chrome.rest);
    return () => scope.end();
  }, [pages, chrome]);

  return (
    <div
      ref={scroller}
      className={styles.stage}
      // Scrolled by keyboard too, hence reachable; the keys are those of the whole pane.
      tabIndex={0}
      role="group"
      aria-label={t('reader.paper', { title })}
      aria-busy={paper === null}
    >
      <div ref={content} className={styles.content}>
        {layout.boxes.slice(mounted.first - 1, mounted.last).map((box) => (
          <PageSheet key={`${paper?.view.id ?? ''}:${box.page}`} box={box} paper={paper} renderOverlay={renderOverlay} />
        ))}
      </div>
    </div>
  );
}

/** The keys of the reader, for the whole pane; what is typed into a field stays there. */
export function useReaderKeys(reader: ReaderViewModel, chrome: ChromeViewModel) {
  const { direction } = useI18n();
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const command = readerCommand(event, direction);
    if (!command) return;
    const target = event.target as HTMLElement;
    if (command !== 'dismiss' && command !== 'openSearch' && target.closest('input, textarea, select, [contenteditable=true]')) return;
    // A space or an arrow on a button is the button's.
    if ((event.key === ' ' || event.key.startsWith('Arrow')) && target.closest('button, [role=slider], [role=menu]')) return;
    if (event.key === '/' && target.closest('input, textarea, [contenteditable=true]')) return;
    event.preventDefault();
    chrome.stir();
    reader.run(command);
  };
}
