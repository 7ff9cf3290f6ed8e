import {
  ChevronLeft,
  ChevronRight,
  Download,
  Maximize,
  MoveHorizontal,
  PanelLeft,
  Search,
  TableOfContents,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useState, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { fold } from './fold';
import styles from './Reader.module.css';
import type { OpenPaper, ReaderViewModel } from './reader.view-model';
import { ToolButton } from './ToolButton';
import { MAX_ZOOM, MIN_ZOOM } from './zoom';

interface ReaderToolbarProps {
  readonly reader: ReaderViewModel;
  readonly paper: OpenPaper;
  readonly awake: boolean;
}

/** Few tools in a pill above the paper. It fades while one reads and is back with any movement, tap or focus. */
export function ReaderToolbar({ reader, paper, awake }: ReaderToolbarProps) {
  const { t, direction, number } = useI18n();
  const { pages } = reader;
  const page = useBehavior(pages.currentPage);
  const count = useBehavior(pages.pageCount);
  const zoom = useBehavior(pages.zoom);
  const factor = useBehavior(pages.zoomFactor);
  const side = useBehavior(reader.side);
  const outline = useBehavior(paper.outline);
  const searching = useBehavior(paper.search.open);
  const download = useBehavior(reader.download);

  return (
    <Toolbar className={styles.toolbar ?? ''} aria-label={t('reader.tools')} data-awake={awake || searching || undefined}>
      <ToolButton
        label={t('reader.thumbnails')}
        icon={PanelLeft}
        points
        pressed={side === 'thumbnails'}
        onPress={() => reader.toggleSide('thumbnails')}
      />
      {outline.length > 0 && (
        <ToolButton
          label={t('reader.outline')}
          icon={TableOfContents}
          points
          pressed={side === 'outline'}
          onPress={() => reader.toggleSide('outline')}
        />
      )}
      <span className={styles.divider} aria-hidden />
      <ToolButton
        label={t('reader.previousPage')}

        icon={ChevronLeft}
        points
        optional
        onPress={page > 1 ? () => reader.run('previousPage') : null}
      />
      {/* A new key after each turn: the field then shows the page one is at, unless one is typing another. */}
      <PageField key={page} page={page} count={count} onGo={reader.goTo} />
      <ToolButton
        label={t('reader.nextPage')}

        icon={ChevronRight}
        points
        optional
        onPress={page < count ? () => reader.run('nextPage') : null}
      />
      <span className={styles.divider} aria-hidden data-optional />
      <ToolButton label={t('reader.zoomOut')} icon={ZoomOut} optional onPress={factor > MIN_ZOOM + 0.005 ? pages.zoomOut : null} />
      <output
        className={styles.factor}
        aria-label={t('reader.zoomFactor', { percent: number(Math.round(factor * 100)) + percent(direction) })}
      >
        {number(Math.round(factor * 100))}
        {percent(direction)}
      </output>
      <ToolButton label={t('reader.zoomIn')} icon={ZoomIn} optional onPress={factor < MAX_ZOOM - 0.005 ? pages.zoomIn : null} />
      <ToolButton
        label={t(zoom.kind === 'width' ? 'reader.fitPage' : 'reader.fitWidth')}

        icon={zoom.kind === 'width' ? Maximize : MoveHorizontal}
        onPress={pages.toggleFit}
      />
      <span className={styles.divider} aria-hidden />
      <ToolButton
        label={t('reader.search')}

        icon={Search}
        pressed={searching}
        onPress={() => (searching ? paper.search.hide() : paper.search.show())}
      />
      {download && (
        <a className={styles.download} href={download} download aria-label={t('reader.download')} title={t('reader.download')}>
          <Download aria-hidden size={22} />
        </a>
      )}
    </Toolbar>
  );
}

const percent = (direction: 'rtl' | 'ltr') => (direction === 'rtl' ? '٪' : '%');

function PageField({ page, count, onGo }: { page: number; count: number; onGo: (page: number) => void }) {
  const { t, number } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const go = (event: SyntheticEvent) => {
    event.preventDefault();
    // Either kind of digits, whatever the person's setting says.
    const wanted = Number(fold(typed ?? '').text);
    if (typed && Number.isInteger(wanted)) onGo(wanted);
    setTyped(null);
  };
  return (
    <form className={styles.pageField} onSubmit={go}>
      <input
        aria-label={t('reader.pageField')}
        inputMode="numeric"
        autoComplete="off"
        size={Math.max(2, String(count).length)}
        value={typed ?? number(page)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <span>{t('reader.ofPages', { count })}</span>
    </form>
  );
}
