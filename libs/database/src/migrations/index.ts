import { Foundation1763769600000 } from './0001-foundation.js';
import { Annotations1763856000000 } from './0002-annotations.js';
import { AuditChain1763942400000 } from './0003-audit-chain.js';
import { SignIn1764028800000 } from './0004-sign-in.js';
import { Access1764115200000 } from './0005-access.js';
import { Administration1764201600000 } from './0006-administration.js';
import { Receipts1764244800000 } from './0007-receipts.js';
import { Surroundings1764288000000 } from './0008-surroundings.js';
import { Visibility1764374400000 } from './0009-visibility.js';
import { NewWayIn1764460800000 } from './0010-new-way-in.js';
import { Offices1764547200000 } from './0011-offices.js';
import { PapersSeen1764633600000 } from './0012-papers-seen.js';
import { ConferenceActs1764720000000 } from './0013-conference-acts.js';
import { WaysIn1764806400000 } from './0014-ways-in.js';
import { PapersByIndex1764892800000 } from './0015-papers-by-index.js';
import { ReceiptsWithheld1764979200000 } from './0016-receipts-withheld.js';
import { TrailByIndex1765065600000 } from './0017-trail-by-index.js';
import { RaisedPapers1765152000000 } from './0018-raised-papers.js';
import { Participants1765324800000 } from './0019-participants.js';
import { StandingRequests1765497600000 } from './0020-standing-requests.js';
import { Asks1765584000000 } from './0021-asks.js';
import { VisibleMeetings1765670400000 } from './0022-visible-meetings.js';

/** In order of their time stamps. Named one by one: a glob would load whatever lies in the folder. */
export const MIGRATIONS = [
  Foundation1763769600000,
  Annotations1763856000000,
  AuditChain1763942400000,
  SignIn1764028800000,
  Access1764115200000,
  Administration1764201600000,
  Receipts1764244800000,
  Surroundings1764288000000,
  Visibility1764374400000,
  NewWayIn1764460800000,
  Offices1764547200000,
  PapersSeen1764633600000,
  ConferenceActs1764720000000,
  WaysIn1764806400000,
  PapersByIndex1764892800000,
  ReceiptsWithheld1764979200000,
  TrailByIndex1765065600000,
  RaisedPapers1765152000000,
  Participants1765324800000,
  StandingRequests1765497600000,
  Asks1765584000000,
  VisibleMeetings1765670400000,
];
