import type { CloseReason, Meeting } from '@app/contracts';
import type { Scope } from '../../state';
import type { FailureCode } from '../../wire';
import type { LocalMedia, MediaProblem } from './local-media';
import type { MediaSession } from './media-session';
import type { Signalling } from './signalling';
import type { Self } from './stage';

export type Phase =
  | { kind: 'outside' }
  | { kind: 'connecting' }
  | { kind: 'inside' }
  /** The network, the server or the room's media went away; it comes back by itself. */
  | { kind: 'reconnecting' }
  /** The meeting's room is not open to me. */
  | { kind: 'notPermitted' }
  | { kind: 'failed'; code: FailureCode }
  | { kind: 'closed'; reason: CloseReason };

/** Something I may turn on and off. The control is null where I may not. */
export interface Toggle {
  readonly on: boolean;
  /** Why it could not be turned on, until tried again. */
  readonly problem: MediaProblem | null;
  readonly press: () => void;
}

export interface Audio {
  readonly producerId: string;
  readonly track: MediaStreamTrack;
}

export interface ConferenceCollaborators {
  meeting: Pick<Meeting, 'id' | 'role'>;
  person: Pick<Self, 'name' | 'delegation'>;
  /** One per page: coming back replaces the ghost the server still holds. */
  instance: string;
  local: LocalMedia;
  connect: (scope: Scope, meetingId: string) => Signalling;
  openMedia?: typeof MediaSession.open;
}
