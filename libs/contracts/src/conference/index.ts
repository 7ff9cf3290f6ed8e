import type { FromClient, FromServer } from '../wire/socket.js';
import { consumerClose } from './consumer-close.js';
import { consumerCreate } from './consumer-create.js';
import { consumerPause } from './consumer-pause.js';
import { consumerPrefer } from './consumer-prefer.js';
import { consumerResume } from './consumer-resume.js';
import {
  conferenceClosing,
  consumerClosed,
  consumerLayers,
  peerJoined,
  peerLeft,
  producerClosed,
  producerOpened,
  producerPaused,
  producerResumed,
  roomReset,
  speakerActive,
} from './notices.js';
import { producerClose } from './producer-close.js';
import { producerCreate } from './producer-create.js';
import { producerPause } from './producer-pause.js';
import { producerResume } from './producer-resume.js';
import { roomEnter } from './room-enter.js';
import { roomLeave } from './room-leave.js';
import { transportConnect } from './transport-connect.js';
import { transportCreate } from './transport-create.js';
import { transportRestartIce } from './transport-restart-ice.js';

/** Everything a client may say to the conference. A member without a handler does not compile. */
export const conferenceFromClient = {
  'room:enter': roomEnter,
  'room:leave': roomLeave,
  'transport:create': transportCreate,
  'transport:connect': transportConnect,
  'transport:restart-ice': transportRestartIce,
  'producer:create': producerCreate,
  'producer:pause': producerPause,
  'producer:resume': producerResume,
  'producer:close': producerClose,
  'consumer:create': consumerCreate,
  'consumer:resume': consumerResume,
  'consumer:pause': consumerPause,
  'consumer:prefer': consumerPrefer,
  'consumer:close': consumerClose,
} as const satisfies FromClient;

/** Everything the conference may say to a client unasked. */
export const conferenceFromServer = {
  'peer:joined': peerJoined,
  'peer:left': peerLeft,
  'producer:opened': producerOpened,
  'producer:closed': producerClosed,
  'producer:paused': producerPaused,
  'producer:resumed': producerResumed,
  'consumer:closed': consumerClosed,
  'consumer:layers': consumerLayers,
  'speaker:active': speakerActive,
  'room:reset': roomReset,
  'session:closing': conferenceClosing,
} as const satisfies FromServer;

export type ConferenceFromClient = typeof conferenceFromClient;
export type ConferenceFromServer = typeof conferenceFromServer;

export * from './peer.js';
export * from './rtp.js';
export * from './source.js';
export * from './version.js';
