import { useEffect, useRef } from 'react';
import { useI18n } from '../../i18n';
import { Scope, useBehavior } from '../../state';
import type { ChromeViewModel } from './chrome.view-model';
import { readerCommand, type KeyPress } from './keyboard';
import type { RenderOverlay } from './overlay';
import { PageSheet } from './PageSheet';
import type { OpenPaper, ReaderViewModel } from './reader.view-model';
import styles from './ReaderStage.module.css';
import { bindScrollWindow } from './scroll-window';
import { guardSelection } from './selection-guard';

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
    guardSelection(scope, content.current);
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

/**
 * The keys of the reader: for the whole pane, and for the page when nothing on it has the focus.
 * What is typed into a field stays there; a space or an arrow on a button is the button's.
 */
export function useReaderKeys(reader: ReaderViewModel, chrome: ChromeViewModel) {
  const { direction } = useI18n();
  const press = (event: KeyPress & Pick<Event, 'target' | 'defaultPrevented' | 'preventDefault'>) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    const command = readerCommand(event, direction);
    if (!command || belongsTo(event.target, event)) return;
    event.preventDefault();
    chrome.stir();
    reader.run(command);
  };
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const scope = new Scope();
    scope.listen(window, 'keydown', (event) => {
      if (event.target === document.body) latest.current(event);
    });
    return () => scope.end();
  }, []);
  return press;
}

function belongsTo(target: HTMLElement, { key, code, ctrlKey, metaKey }: KeyPress): boolean {
  const combined = ctrlKey || metaKey;
  if (target.closest('input, textarea, select, [contenteditable=true]')) return !combined && key !== 'Escape' && code !== 'F3';
  return (key === ' ' || key.startsWith('Arrow')) && target.closest('button, a, [role=slider], [role=menu]') !== null;
}
