import type { PageGeometry, View } from '@app/contracts';
import type { ReactNode } from 'react';
import type { Point } from './geometry';

/** What a layer drawn over one page gets to know. It lies exactly over the page, its origin is the page's upper left corner. */
export interface PageOverlayProps {
  readonly versionId: string;
  /** The whole reading: abilities (`note`, `write`), meeting, item, label. */
  readonly view: View;
  /** From 1. */
  readonly page: number;
  readonly geometry: PageGeometry;
  /** CSS pixels per point at present; changes while zooming. */
  readonly scale: number;
  /** Size of the page as shown, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** From CSS pixels relative to the page's upper left corner to the page's unrotated user space. */
  readonly toUserSpace: (point: Point) => Point;
  readonly fromUserSpace: (point: Point) => Point;
}

/**
 * Draws over one page; called for mounted pages only (the visible ones and a neighbour on each side).
 * The layer itself lets every pointer through: whatever should receive one sets `pointer-events: auto`.
 */
export type RenderOverlay = (props: PageOverlayProps) => ReactNode;

/** Small signs beside a thumbnail (note marks); called for thumbnails in sight only. */
export type RenderThumbnailMark = (page: number) => ReactNode;
