import type { Meeting } from '@app/contracts';
import type { ReactNode } from 'react';

interface RoomLinkProviderProps {
  meeting: Meeting;
  openDocumentId: string | null;
  children: ReactNode;
}

/** Where the meeting's realtime features wrap the room, once they are there. */
export function RoomLinkProvider({ children }: RoomLinkProviderProps) {
  return children;
}
