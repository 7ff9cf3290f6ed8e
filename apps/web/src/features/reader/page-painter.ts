import { behavior, type Behavior, type Scope } from '../../state';
import type { CanvasPool } from './canvas-pool';
import { canvasSize } from './canvas-size';
import type { Size } from './geometry';
import type { PageSource } from './page-source';
import type { PaintQueue } from './paint-queue';

/** A page on the screen that wants to be drawn. */
export interface PaintedPage {
  /** The page's box changed (zoom, window): draws again at the new sharpness once it has been still for a moment. */
  resize(box: Size): void;
  /** The page left the screen: its canvas goes back to the pool. */
  detach(): void;
}

export interface PagePainterOptions {
  readonly source: PageSource;
  readonly pool: CanvasPool;
  readonly queue: PaintQueue;
  /** Lower is drawn earlier; asked anew each time. */
  readonly priority: (page: number) => number;
  readonly pixelRatio: () => number;
  /** Whether text is laid over the drawn page. */
  readonly text: boolean;
  readonly onFailure: (thrown: unknown) => void;
}

// While fingers pinch, the old pixels are enlarged; drawing every step would only be thrown away.
const STILL_MS = 140;

/** Draws pages into elements the view hands over, each as long as it is on the screen. */
export class PagePainter {
  readonly #scope: Scope;
  readonly #options: PagePainterOptions;
  readonly #failed = behavior<ReadonlySet<number>>(new Set());

  constructor(scope: Scope, options: PagePainterOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  /** Pages that could not be drawn although the paper is there (a broken page). */
  get failed(): Behavior<ReadonlySet<number>> {
    return this.#failed;
  }

  attach(page: number, host: { canvas: HTMLElement; text: HTMLElement | null }, box: Size): PaintedPage {
    const scope = this.#scope.child();
    const { source, pool, queue, priority, pixelRatio } = this.#options;
    let shown: HTMLCanvasElement | null = null;
    let wanted = box;
    let callOff = () => undefined as void;
    let callOffPause = () => undefined as void;

    const paint = async (signal: AbortSignal) => {
      const size = canvasSize(wanted, pixelRatio());
      if (shown && shown.width === size.width && shown.height === size.height) return;
      const canvas = pool.take(size);
      try {
        await source.paint(page, canvas, signal);
        signal.throwIfAborted();
      } catch (thrown) {
        pool.give(canvas);
        if (!signal.aborted) this.#fail(page, thrown);
        return;
      }
      // The old pixels stay until the new ones are complete: no white flash while zooming.
      host.canvas.replaceChildren(canvas);
      if (shown) pool.give(shown);
      shown = canvas;
      this.#heal(page);
    };

    const order = () => {
      callOff();
      callOff = queue.add(() => priority(page), paint);
    };

    order();
    if (this.#options.text && source.hasText && host.text) {
      const layer = host.text;
      // After the picture: people look before they mark.
      scope.onEnd(
        queue.add(
          () => priority(page) + 0.5,
          (signal) => source.layText(page, layer, signal),
        ),
      );
      scope.onEnd(() => layer.replaceChildren());
    }
    scope.onEnd(() => {
      callOff();
      callOffPause();
      if (shown) pool.give(shown);
      shown = null;
      source.forget(page);
    });

    return {
      resize: (next) => {
        if (next.width === wanted.width && next.height === wanted.height) return;
        wanted = next;
        callOffPause();
        callOffPause = scope.after(STILL_MS, order);
      },
      detach: () => scope.end(),
    };
  }

  #fail(page: number, thrown: unknown): void {
    this.#failed.update((pages) => new Set([...pages, page]));
    this.#options.onFailure(thrown);
  }

  #heal(page: number): void {
    if (!this.#failed.value.has(page)) return;
    this.#failed.update((pages) => new Set([...pages].filter((other) => other !== page)));
  }
}
