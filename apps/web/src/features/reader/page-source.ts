import type { PageText } from './search';

/** A heading of the paper's own table of contents. */
export interface OutlineEntry {
  readonly title: string;
  /** From 1; null when the heading leads nowhere in this paper. */
  readonly page: number | null;
  readonly children: readonly OutlineEntry[];
}

/**
 * Where pages come from: a PDF read in ranges, or images rendered on the server. Everything rejects with the signal's
 * reason when aborted, and with an ApiError when the server refuses. Pages count from 1.
 */
export interface PageSource {
  /** Whether there is text to search, choose and read aloud. Page images have none. */
  readonly hasText: boolean;
  /** Draws the whole page over the whole canvas, whose size is set. */
  paint(page: number, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void>;
  /** The page's text in reading order; null when there is none. */
  text(page: number, signal: AbortSignal): Promise<PageText | null>;
  /** Fills an element with selectable text that lies over the drawn page; it scales with `--total-scale-factor`. */
  layText(page: number, container: HTMLElement, signal: AbortSignal): Promise<void>;
  outline(signal: AbortSignal): Promise<readonly OutlineEntry[]>;
  /** The page is out of sight: give back what can be read again. */
  forget(page: number): void;
  /** Idempotent; ends everything under way. */
  destroy(): void;
}
