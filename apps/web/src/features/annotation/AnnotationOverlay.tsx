import type { Delivery } from '@app/contracts';
import { memo, useEffect, useMemo, useRef, type PointerEvent as ReactPointerEvent } from 'react';
import { useI18n } from '../../i18n';
import { constant, useBehavior, useScoped } from '../../state';
import type { NoteAbilities, PaperNotes } from './annotation.view-model';
import { createPageDrawing, type PageDrawing, type PageSurroundings, type PenEvent } from './drawing.view-model';
import { inkPath, linePath, matrixOf, penPath, pointsOf, quadOutline } from './ink-path';
import styles from './AnnotationOverlay.module.css';
import type { LiveStroke } from './live-strokes';
import type { ShownAnnotation } from './paper-state';
import type { Tool, Tools } from './tools.view-model';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the reader tells a layer over one of its pages, as far as notes need it. */
interface PageProps {
  readonly versionId: string;
  readonly view: { readonly delivery: Delivery; readonly abilities: NoteAbilities };
  readonly page: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly toUserSpace: (point: Point) => Point;
  readonly fromUserSpace: (point: Point) => Point;
}

export interface AnnotationOverlayProps extends PageProps {
  readonly notes: PaperNotes;
  readonly tools: Tools;
}

const none = constant<ReadonlySet<string>>(new Set());

/** Notes over one page: what is stored, what others are writing, what I am writing. */
export function AnnotationOverlay(props: AnnotationOverlayProps) {
  const { notes, tools, page, view, scale, width, height, toUserSpace, fromUserSpace } = props;
  const { t } = useI18n();
  const latest = useRef<PageSurroundings>({ page, toUserSpace, scale, abilities: view.abilities });
  useEffect(() => {
    latest.current = { page, toUserSpace, scale, abilities: view.abilities };
  });
  const drawing = useScoped(`${notes.versionId}/${page}`, (scope) => createPageDrawing(scope, notes, tools, () => latest.current));
  const annotations = useBehavior(notes.annotations);
  const erasing = useBehavior(drawing?.erasing ?? none);
  const onPage = useMemo(
    () => annotations.filter(({ content, key }) => content.page === page && !erasing.has(key)),
    [annotations, erasing, page],
  );
  const matrix = matrixOf(fromUserSpace);
  // A page without notes says nothing of notes.
  const spoken =
    onPage.length > 0
      ? { role: 'img', 'aria-label': t('annotation.pageNotes', { count: onPage.length, page }) }
      : { 'aria-hidden': true as const };
  return (
    <>
      <svg className={styles.ink} width={width} height={height} {...spoken}>
        <g transform={matrix}>
          {onPage.map((annotation) => (
            <Mark key={annotation.key} annotation={annotation} />
          ))}
          <LiveMarks notes={notes} page={page} />
          {drawing && <ActiveMark drawing={drawing} />}
        </g>
      </svg>
      {drawing && (
        <Surface
          drawing={drawing}
          tools={tools}
          images={view.delivery === 'images'}
          writable={view.abilities.note || view.abilities.write}
        />
      )}
    </>
  );
}

/** Drawn once per annotation: strokes of others arriving do not draw the thousand that are there again. */
const Mark = memo(function Mark({ annotation }: { annotation: ShownAnnotation }) {
  const { shape } = annotation.content;
  const common = { 'data-layer': annotation.layer, 'data-waiting': annotation.waiting || undefined, 'data-colour': shape.colour };
  if (shape.kind === 'highlight') return <path {...common} className={styles.highlight} d={shape.quads.map(quadOutline).join('')} />;
  if (shape.nib === 'marker') return <path {...common} className={styles.marker} d={inkPath(shape)} strokeWidth={shape.width} />;
  return <path {...common} className={styles.pen} d={inkPath(shape)} />;
});

function LiveMarks({ notes, page }: { notes: PaperNotes; page: number }) {
  const live = useBehavior(notes.live);
  return live.filter((stroke) => stroke.page === page).map((stroke) => <LiveMark key={stroke.key} stroke={stroke} />);
}

function LiveMark({ stroke: { shape } }: { stroke: LiveStroke }) {
  if (shape.nib === 'marker')
    return <path className={styles.marker} data-colour={shape.colour} d={linePath(pointsOf(shape.points))} strokeWidth={shape.width} />;
  return <path className={styles.pen} data-colour={shape.colour} d={penPath(shape.points, shape.width, false)} />;
}

function ActiveMark({ drawing }: { drawing: PageDrawing }) {
  const stroke = useBehavior(drawing.active);
  if (!stroke) return null;
  const { nib, colour, width, points, layer } = stroke;
  if (nib === 'marker')
    return <path className={styles.marker} data-layer={layer} data-colour={colour} d={linePath(pointsOf(points))} strokeWidth={width} />;
  return <path className={styles.pen} data-layer={layer} data-colour={colour} d={penPath(points, width, false)} />;
}

interface SurfaceProps {
  readonly drawing: PageDrawing;
  readonly tools: Tools;
  /** The page is an image: there is no text to choose, so the highlighter paints. */
  readonly images: boolean;
  readonly writable: boolean;
}

/** Takes the pointers that write; the others go through to the text and to scrolling. */
function Surface({ drawing, tools, images, writable }: SurfaceProps) {
  const tool = useBehavior(tools.tool);
  const fingerWrites = useBehavior(tools.fingerWrites);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const surface = element.current;
    if (!surface) return;
    // A pencil that touches without having hovered is not known as one before it moves: without this the browser
    // would take its first stroke for scrolling. React's own touch listeners are passive and could not refuse.
    const keep = (event: TouchEvent) => {
      if ([...event.changedTouches].some((touch) => (touch as Touch & { touchType?: string }).touchType === 'stylus'))
        event.preventDefault();
    };
    surface.addEventListener('touchstart', keep, { passive: false });
    return () => surface.removeEventListener('touchstart', keep);
  }, [writable]);
  if (!writable) return null;
  return (
    <div
      ref={element}
      className={styles.surface}
      data-tool={surfaceOf(tool, images)}
      data-finger={fingerWrites || undefined}
      aria-hidden
      onPointerDown={(event) => {
        if (!drawing.down(penEvent(event))) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        const { nativeEvent } = event;
        // Pens report more often than screens refresh: the points in between make a quick signature round.
        const all = typeof nativeEvent.getCoalescedEvents === 'function' ? nativeEvent.getCoalescedEvents() : [];
        const box = event.currentTarget.getBoundingClientRect();
        drawing.move((all.length > 0 ? all : [nativeEvent]).map((point) => penEventAt(point, box)));
      }}
      onPointerUp={(event) => drawing.up(penEvent(event))}
      onPointerCancel={(event) => drawing.cancel(penEvent(event))}
    />
  );
}

/** `text`: a mouse chooses text beneath, a pen paints. */
function surfaceOf(tool: Tool, images: boolean): 'off' | 'text' | 'on' {
  if (tool === 'select') return 'off';
  return tool === 'highlighter' && !images ? 'text' : 'on';
}

function penEvent(event: ReactPointerEvent): PenEvent {
  return penEventAt(event.nativeEvent, event.currentTarget.getBoundingClientRect());
}

function penEventAt({ pointerId, pointerType, button, pressure, clientX, clientY }: PointerEvent, box: DOMRect): PenEvent {
  return { pointerId, pointerType, button, pressure, at: { x: clientX - box.left, y: clientY - box.top } };
}
