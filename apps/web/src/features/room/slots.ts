import type { Meeting, PaperDocument } from '@app/contracts';
import type { ComponentType, ReactNode } from 'react';
import type { Behavior } from '../../state';

/**
 * What the room asks of the features it composes. The room is the only place where they meet: a feature
 * exports components with these props from its index.ts and imports no other feature.
 */

/** Where the presenter is. Null: nobody leads, or I do not follow. */
export interface FollowedPage {
  readonly documentId: string;
  /** From 1. */
  readonly page: number;
}

/**
 * features/reader → `ReaderPane`: the paper in the centre zone. It fills the zone, scrolls inside itself and
 * is keyed by `documentId` (another paper is another instance). It reports what it shows with
 * `useClassification(view.label)` once the view is open. The room gives the item's covering states itself:
 * the pane is only mounted for a paper the agenda lists.
 */
export interface ReaderPaneProps {
  readonly documentId: string;
  readonly meeting: Meeting;
  /** The page to show while following; the pane goes there whenever it changes and names this document. */
  readonly followedPage: Behavior<FollowedPage | null>;
  /** Page to begin with (from a search hit or a link). */
  readonly initialPage?: number | undefined;
}

/**
 * features/conference → `ConferenceRail`: tiles, speaker and sites at the head of the people rail. It stays
 * mounted while the rail is folded or a drawer is closed, so audio never stops; it must not steal focus.
 */
export interface ConferenceRailProps {
  readonly meeting: Meeting;
}

/** features/conference → `ConferenceControls`: microphone, camera, raise hand, share: buttons of the bottom bar. */
export interface ConferenceControlsProps {
  readonly meeting: Meeting;
}

/**
 * features/annotation → `RoomSession`: connects to the meeting's realtime service for as long as the room is
 * open and hands what it hears to the room. Renders nothing itself.
 */
export interface RoomLink {
  readonly followedPage: Behavior<FollowedPage | null>;
  /** Controls for the bottom bar: follow the chair, pen. */
  readonly controls: ReactNode;
}

export interface RoomSlots {
  readonly ReaderPane: ComponentType<ReaderPaneProps> | null;
  readonly ConferenceRail: ComponentType<ConferenceRailProps> | null;
  readonly ConferenceControls: ComponentType<ConferenceControlsProps> | null;
}

/** A paper of the agenda, with the item it belongs to. */
export interface OpenPaper {
  readonly document: PaperDocument;
  readonly itemNumber: number;
}
