import { readMeeting, type Meeting } from '@app/contracts';
import { createContext, useContext, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keyOf, useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useScoped } from '../../state';
import { createTools, openMeetingSocket } from '../annotation';
import { addressOfPaper } from './chosen';
import { createRoomLink, followAcrossPapers, type RoomLinkModel } from './room-link.view-model';

const RoomLinkContext = createContext<RoomLinkModel | null>(null);

export function useRoomLink(): RoomLinkModel {
  const link = useContext(RoomLinkContext);
  if (!link) throw new Error('useRoomLink needs a RoomLinkProvider around it');
  return link;
}

interface RoomLinkProviderProps {
  meeting: Meeting;
  waiting: ReactNode;
  children: ReactNode;
}

/** Opens the meeting's line before the room is shown: the reader takes the page to follow from it when it opens. */
export function RoomLinkProvider({ meeting, waiting, children }: RoomLinkProviderProps) {
  const { queries, session } = useServices();
  const { person } = useSignedIn();
  const navigate = useNavigate();
  const link = useScoped(`${meeting.id} ${person.id}`, (scope) => {
    const delegation = meeting.participants.find(({ id }) => id === person.id)?.delegation ?? person.country;
    const socket = openMeetingSocket(scope, meeting.id, { accountId: person.id, delegation });
    followAcrossPapers(scope, meeting, socket.followed, (itemId, documentId, page) => {
      void navigate(`${addressOfPaper(itemId, documentId)}&page=${page}`);
    });
    return createRoomLink(scope, {
      socket,
      tools: createTools(),
      refresh: () => void queries.invalidateQueries({ queryKey: keyOf(readMeeting, { params: { meetingId: meeting.id } }) }),
      sessionEnded: () => void session.load(),
    });
  });
  return link ? <RoomLinkContext value={link}>{children}</RoomLinkContext> : waiting;
}
