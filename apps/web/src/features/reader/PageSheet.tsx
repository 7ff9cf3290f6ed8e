import { useEffect, useRef, type CSSProperties } from 'react';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { quadToViewBox, userToView, viewToUser } from './geometry';
import type { RenderOverlay } from './overlay';
import type { PageBox } from './page-layout';
import type { PaintedPage } from './page-painter';
import styles from './PageSheet.module.css';
import type { OpenPaper } from './reader.view-model';
import { mergeLines, PAGE_ATTRIBUTE } from './selection';

interface PageSheetProps {
  readonly box: PageBox;
  /** Null while the paper is being opened: the sheet is there, in its place, and still white. */
  readonly paper: OpenPaper | null;
  readonly renderOverlay: RenderOverlay | undefined;
}

/** One page in its place: picture, text to choose, search marks, and on top what other features draw. */
export function PageSheet({ box, paper, renderOverlay }: PageSheetProps) {
  const { t } = useI18n();
  const canvas = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const painted = useRef<PaintedPage>(null);
  const { page, width, height } = box;
  // The size of the first drawing; later sizes go through resize and must not draw the page anew.
  const first = useRef({ width, height });

  useEffect(() => {
    if (!paper || !canvas.current) return;
    const drawn = paper.painter.attach(page, { canvas: canvas.current, text: text.current }, first.current);
    painted.current = drawn;
    return () => {
      painted.current = null;
      drawn.detach();
    };
  }, [paper, page]);
  useEffect(() => {
    first.current = { width, height };
    painted.current?.resize({ width, height });
  }, [width, height]);

  const style: CSSProperties & Record<'--total-scale-factor', number> = {
    insetBlockStart: box.top,
    inlineSize: width,
    blockSize: height,
    '--total-scale-factor': box.scale,
  };
  const images = paper?.view.delivery === 'images';
  return (
    <section className={styles.sheet} style={style} aria-label={t(images ? 'reader.imagePage' : 'reader.page', { page })}>
      <div ref={canvas} className={styles.canvas} aria-hidden />
      <div ref={text} className={styles.text} dir="ltr" {...{ [PAGE_ATTRIBUTE]: page }} />
      {paper && <Marks paper={paper} box={box} />}
      {paper && renderOverlay && (
        <div className={styles.overlay} dir="ltr">
          <Overlay paper={paper} box={box} render={renderOverlay} />
        </div>
      )}
      {paper && <BrokenPage paper={paper} page={page} />}
    </section>
  );
}

function Overlay({ paper, box, render }: { paper: OpenPaper; box: PageBox; render: RenderOverlay }) {
  const { view } = paper;
  const { page, scale, width, height } = box;
  const geometry = view.pages[page - 1];
  if (!geometry) return null;
  return render({
    versionId: view.versionId,
    view,
    page,
    geometry,
    scale,
    width,
    height,
    toUserSpace: viewToUser(geometry, scale),
    fromUserSpace: userToView(geometry, scale),
  });
}

function Marks({ paper, box }: { paper: OpenPaper; box: PageBox }) {
  useBehavior(paper.search.marks);
  const geometry = paper.view.pages[box.page - 1];
  if (!geometry) return null;
  return (
    <div className={styles.marks} dir="ltr" aria-hidden>
      {paper.search.marksOf(box.page).flatMap((mark, index) =>
        // A word may consist of a run per letter; it is marked as one.
        mergeLines(mark.quads.map((quad) => quadToViewBox(geometry, box.scale, quad))).map(({ left, top, width, height }, part) => {
          const place = { insetInlineStart: left, insetBlockStart: top, inlineSize: width, blockSize: height };
          return <span key={`${index}.${part}`} className={styles.mark} data-current={mark.current || undefined} style={place} />;
        }),
      )}
    </div>
  );
}

function BrokenPage({ paper, page }: { paper: OpenPaper; page: number }) {
  const { t } = useI18n();
  const failed = useBehavior(paper.painter.failed);
  return failed.has(page) ? <p className={styles.broken}>{t('reader.brokenPage')}</p> : null;
}
