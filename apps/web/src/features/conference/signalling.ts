import {
  conferenceFromClient,
  conferenceFromServer,
  CONFERENCE_PATH,
  issueGrants,
  type ConferenceFromClient,
  type ConferenceFromServer,
} from '@app/contracts';
import type { Scope } from '../../state';
import { ApiError, call, connectSocket, type Connection } from '../../wire';

export type Signalling = Connection<ConferenceFromClient, ConferenceFromServer>;

/** Connects to the meeting's conference until the scope ends; each attempt is judged by a fresh grant. */
export function connectConference(scope: Scope, meetingId: string): Signalling {
  return connectSocket(scope, {
    path: CONFERENCE_PATH,
    fromClient: conferenceFromClient,
    fromServer: conferenceFromServer,
    grant: async () => {
      const { conference } = await call(issueGrants, { params: { meetingId } }, { signal: scope.signal });
      // May read the meeting, may not be in its room: the same answer as if there were none.
      if (conference === null) throw new ApiError('not_found');
      return conference;
    },
  });
}
