import type { CloseReason } from '@app/contracts';
import type { FailureCode } from '../../wire';
import type { MediaProblem } from './local-media';

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
  press(): void;
}

export interface Audio {
  readonly producerId: string;
  readonly track: MediaStreamTrack;
}
