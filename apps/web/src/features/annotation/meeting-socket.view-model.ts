import {
  ANNOTATION_PATH,
  annotationFromClient,
  annotationFromServer,
  issueGrants,
  type AnnotationAuthor,
  type MeetingEventNotice,
  type Present,
  type Presenter,
  type PresenterPlace,
} from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../../state';
import { call, connectSocket, type Closing, type ConnectionStatus } from '../../wire';
import { createPaperNotes, type AnnotationConnection, type PaperNotes } from './annotation.view-model';

/** Something happened in the meeting; `missed`: perhaps more than one thing, while the line was broken. */
export type MeetingChange = MeetingEventNotice | 'missed';

/** The meeting's line: who is here, who leads, what happened, and the notes of its papers. */
export interface MeetingSocket {
  readonly status: Behavior<ConnectionStatus>;
  readonly closing: Behavior<Closing | null>;
  readonly presence: Behavior<readonly Present[]>;
  /** Where the presenter is, as far as one may know. */
  readonly presenter: Behavior<Presenter | null>;
  /** Where to go: null when nobody leads, one does not follow, or one leads oneself. */
  readonly followed: Behavior<Presenter | null>;
  /** Null: nobody to follow, or followed already. */
  readonly follow: Behavior<(() => void) | null>;
  /** Null: one does not follow. */
  readonly leaveFollowing: Behavior<(() => void) | null>;
  /** Null: one may not lead, or leads already. */
  readonly lead: Behavior<(() => void) | null>;
  readonly stopLeading: Behavior<(() => void) | null>;
  /** Notes that are not stored yet, in all papers. */
  readonly waiting: Behavior<number>;
  /** What one looks at; passed on while one leads. Null: no paper. */
  look(place: PresenterPlace | null): void;
  /** Calls back when what is shown has to be fetched again. */
  onChange(listener: (change: MeetingChange) => void): () => void;
  /** The notes of a version; kept as long as the meeting is open, so that what waits is sent even when another paper is. */
  paper(versionId: string): PaperNotes;
}

/** Turning pages quickly: one message at a time, the newest place wins. */
const LOOK_MS = 60;

export function openMeetingSocket(scope: Scope, meetingId: string, me: AnnotationAuthor): MeetingSocket {
  const connection = connectSocket(scope, {
    path: ANNOTATION_PATH,
    fromClient: annotationFromClient,
    fromServer: annotationFromServer,
    grant: async () => (await call(issueGrants, { params: { meetingId } }, { signal: scope.signal })).annotation,
  });
  return createMeetingSocket(scope, connection, me);
}

export function createMeetingSocket(scope: Scope, connection: AnnotationConnection, me: AnnotationAuthor): MeetingSocket {
  const presence = behavior<readonly Present[]>([]);
  const presenter = behavior<Presenter | null>(null);
  const mayLead = behavior(false);
  const following = behavior(true);
  const leading = behavior(false);
  const waiting = behavior(0);
  const listeners = new Set<(change: MeetingChange) => void>();
  const papers = new Map<string, PaperNotes>();
  let place: PresenterPlace | null = null;
  let unsent = false;
  let sending = false;

  const tell = (change: MeetingChange) => {
    for (const listener of [...listeners]) listener(change);
  };
  const moved = (now: Presenter | null) => {
    // Leaving counts for this presentation: whoever leads the next is followed again.
    if (now?.accountId !== presenter.value?.accountId) following.next(true);
    presenter.next(now);
    // Another one took over, or an absence ended it.
    if (leading.value && now !== null && now.accountId !== me.accountId) leading.next(false);
  };

  const attend = async () => {
    const again = connection.epoch.value > 1;
    try {
      const now = await connection.request('meeting:attend', {});
      presence.next(now.presence);
      mayLead.next(now.abilities.lead);
      moved(now.presenter);
      if (leading.value) sendPlace();
    } catch {
      return; // the next connection attends again
    }
    if (again) tell('missed');
  };
  if (connection.status.value === 'online') void attend();
  scope.onEnd(connection.epoch.subscribe(() => void attend()));
  connection.on('presence:changed', (notice) => presence.next(notice.presence));
  connection.on('presenter:moved', (notice) => moved(notice.presenter));
  connection.on('meeting:event', tell);

  const sendPlace = () => {
    unsent = true;
    if (sending) return;
    sending = true;
    void (async () => {
      while (unsent && leading.value && place && connection.status.value === 'online' && !scope.ended) {
        unsent = false;
        // Refused: a paper that was withdrawn under the presenter. He goes on with the next one.
        await connection.request('presenter:lead', place).catch(() => undefined);
        await new Promise<void>((resolve) => scope.after(LOOK_MS, resolve));
      }
      sending = false;
    })();
  };

  // A tab that is closed with notes still waiting asks first: they live in memory only, because papers are classified.
  if (typeof window !== 'undefined') {
    scope.listen(window, 'beforeunload', (event) => {
      if (waiting.value > 0) event.preventDefault();
    });
  }

  return {
    status: connection.status,
    closing: connection.closing,
    presence,
    presenter,
    followed: derive(scope, [presenter, following], (now, follows) => (follows && now?.accountId !== me.accountId ? now : null)),
    follow: derive(scope, [presenter, following], (now, follows) =>
      now && now.accountId !== me.accountId && !follows ? () => following.next(true) : null,
    ),
    leaveFollowing: derive(scope, [presenter, following], (now, follows) =>
      now && now.accountId !== me.accountId && follows ? () => following.next(false) : null,
    ),
    lead: derive(scope, [mayLead, leading], (may, leads) =>
      may && !leads
        ? () => {
            leading.next(true);
            sendPlace();
          }
        : null,
    ),
    stopLeading: derive(scope, [leading], (leads) =>
      leads
        ? () => {
            leading.next(false);
            connection.request('presenter:stop', {}).catch(() => undefined); // offline: the service ends it by itself
          }
        : null,
    ),
    waiting,
    look(now) {
      const same = place?.versionId === now?.versionId && place?.page === now?.page;
      place = now;
      if (now && !same && leading.value) sendPlace();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    paper(versionId) {
      const known = papers.get(versionId);
      if (known) return known;
      const notes = createPaperNotes(scope, connection, versionId, me);
      papers.set(versionId, notes);
      scope.onEnd(notes.waiting.subscribe(() => waiting.next([...papers.values()].reduce((sum, paper) => sum + paper.waiting.value, 0))));
      return notes;
    },
  };
}
