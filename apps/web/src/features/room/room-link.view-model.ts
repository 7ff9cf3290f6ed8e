import type { Meeting, View } from '@app/contracts';
import type { Behavior, Scope } from '../../state';
import type { MeetingSocket, Tools } from '../annotation';
import type { ReaderViewModel } from '../reader';

/** The meeting's realtime line and the writing tools, for as long as the room is open. */
export interface RoomLinkModel {
  readonly socket: MeetingSocket;
  readonly tools: Tools;
}

interface Collaborators extends RoomLinkModel {
  /** What the room shows of the meeting is old. */
  refresh(): void;
  /** The server says the session is over. */
  sessionEnded(): void;
}

export function createRoomLink(scope: Scope, { socket, tools, refresh, sessionEnded }: Collaborators): RoomLinkModel {
  scope.onEnd(socket.onChange(() => refresh()));
  scope.onEnd(
    socket.closing.subscribe(() => {
      const closing = socket.closing.value;
      if (closing?.by === 'server' && closing.reason === 'session_ended') sessionEnded();
      // Judged again: papers may have come or gone.
      if (closing?.by === 'server' && closing.reason === 'rejudge') refresh();
      if (closing?.by === 'grant') refresh();
    }),
  );
  return { socket, tools };
}

/** Tells the line which page is on the screen, so that whoever leads takes the others with him. */
export function tellWhereIAm(scope: Scope, reader: ReaderViewModel, socket: Pick<MeetingSocket, 'look'>): void {
  const tell = () => {
    const view = openView(reader.paper.value);
    if (view) socket.look({ versionId: view.versionId, documentId: view.documentId, itemId: view.itemId, page: reader.currentPage.value });
  };
  scope.onEnd(reader.paper.subscribe(tell));
  scope.onEnd(reader.currentPage.subscribe(tell));
  scope.onEnd(() => socket.look(null));
  tell();
}

function openView(state: ReaderViewModel['paper']['value']): View | null {
  return state.kind === 'open' ? state.paper.view : null;
}

/** Calls back when the one I follow goes to another paper than the one on my screen, if my agenda knows it. */
export function followAcrossPapers(
  scope: Scope,
  meeting: Meeting,
  followed: Behavior<{ itemId: string; documentId: string; page: number } | null>,
  go: (itemId: string, documentId: string, page: number) => void,
): void {
  const known = (documentId: string) => meeting.items.some((item) => item.content?.documents.some(({ id }) => id === documentId));
  let last: string | null = null;
  const look = () => {
    const place = followed.value;
    // Only a change of paper moves me: pages of the paper on my screen are the reader's business.
    if (place && place.documentId !== last && known(place.documentId)) go(place.itemId, place.documentId, place.page);
    last = place?.documentId ?? null;
  };
  scope.onEnd(followed.subscribe(look));
  look();
}
