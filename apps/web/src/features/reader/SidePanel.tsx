import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { useI18n } from '../../i18n';
import { Scope, useBehavior } from '../../state';
import type { RenderThumbnailMark } from './overlay';
import type { PageBox } from './page-layout';
import type { OutlineEntry } from './page-source';
import type { OpenPaper, ReaderViewModel } from './reader.view-model';
import { bindScrollWindow } from './scroll-window';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  readonly reader: ReaderViewModel;
  readonly paper: OpenPaper;
  readonly renderMark: RenderThumbnailMark | undefined;
}

/** Beside the pages: their thumbnails, or the paper's own table of contents. */
export function SidePanel({ reader, paper, renderMark }: SidePanelProps) {
  const { t } = useI18n();
  const side = useBehavior(reader.side);
  if (side === 'none') return null;
  return (
    <nav className={styles.panel} aria-label={t(side === 'thumbnails' ? 'reader.thumbnails' : 'reader.outline')}>
      {side === 'thumbnails' ? (
        <Thumbnails reader={reader} paper={paper} renderMark={renderMark} />
      ) : (
        <div className={styles.outline}>
          <Outline entries={paper.outline.value} onGo={reader.goTo} />
        </div>
      )}
    </nav>
  );
}

function Thumbnails({ reader, paper, renderMark }: SidePanelProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const strip = paper.thumbnails.pages;
  const layout = useBehavior(strip.layout);
  const mounted = useBehavior(strip.mounted);
  const current = useBehavior(reader.currentPage);

  useEffect(() => {
    if (!scroller.current || !content.current) return;
    const scope = new Scope();
    bindScrollWindow(scope, scroller.current, content.current, strip, () => undefined);
    paper.thumbnails.keepInSight();
    return () => scope.end();
  }, [paper, strip]);

  const keys = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    reader.goTo(reader.currentPage.value + by);
  };

  return (
    <div ref={scroller} className={styles.strip} onKeyDown={keys}>
      <div ref={content} className={styles.content}>
        {layout.boxes.slice(mounted.first - 1, mounted.last).map((box) => (
          <Thumbnail
            key={box.page}
            box={box}
            paper={paper}
            current={box.page === current}
            onPress={() => reader.goTo(box.page)}
            renderMark={renderMark}
          />
        ))}
      </div>
    </div>
  );
}

interface ThumbnailProps {
  readonly box: PageBox;
  readonly paper: OpenPaper;
  readonly current: boolean;
  readonly onPress: () => void;
  readonly renderMark: RenderThumbnailMark | undefined;
}

function Thumbnail({ box, paper, current, onPress, renderMark }: ThumbnailProps) {
  const { t, number } = useI18n();
  const canvas = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { page, width, height } = box;
  useEffect(() => {
    if (!canvas.current) return;
    const drawn = paper.thumbnails.painter.attach(page, { canvas: canvas.current, text: null }, { width, height });
    return () => drawn.detach();
  }, [paper, page, width, height]);
  // With the arrow keys the focus walks along, as in any list.
  useEffect(() => {
    if (current && document.activeElement?.closest(`.${styles.strip ?? ''}`)) button.current?.focus({ preventScroll: true });
  }, [current]);

  return (
    <Button
      ref={button}
      className={styles.thumbnail ?? ''}
      style={{ insetBlockStart: box.top, inlineSize: width }}
      aria-label={t('reader.page', { page })}
      aria-current={current ? 'page' : undefined}
      // One stop for the Tab key; the arrows go from page to page.
      excludeFromTabOrder={!current}
      onPress={onPress}
    >
      <span ref={canvas} className={styles.picture} style={{ blockSize: height }} />
      <span className={styles.number}>
        {number(page)}
        {renderMark?.(page)}
      </span>
    </Button>
  );
}

function Outline({ entries, onGo }: { entries: readonly OutlineEntry[]; onGo: (page: number) => void }) {
  const { number } = useI18n();
  return (
    <ul>
      {entries.map((entry, index) => (
        <li key={`${index}.${entry.title}`}>
          <Button
            className={styles.heading ?? ''}
            isDisabled={entry.page === null}
            onPress={() => {
              if (entry.page !== null) onGo(entry.page);
            }}
          >
            <bdi dir="auto">{entry.title}</bdi>
            {entry.page !== null && <span>{number(entry.page)}</span>}
          </Button>
          {entry.children.length > 0 && <Outline entries={entry.children} onGo={onGo} />}
        </li>
      ))}
    </ul>
  );
}
