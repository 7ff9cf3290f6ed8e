import type { Meeting } from '@app/contracts';
import { useEffect, useState } from 'react';
import { useSignedIn } from '../../session/useSignedIn';
import { createDesk, holdDesk, type ConferenceDesk } from './desk';

/** The meeting's conference desk for as long as the component is on the screen; null until it exists. */
export function useDesk(meeting: Meeting): ConferenceDesk | null {
  const { person } = useSignedIn();
  const [desk, setDesk] = useState<ConferenceDesk | null>(null);
  const key = `${meeting.id} ${person.id}`;
  useEffect(() => {
    const delegation = meeting.participants.find(({ id }) => id === person.id)?.delegation ?? person.country;
    const held = holdDesk(key, (scope) => createDesk(scope, meeting, { name: person.name, delegation }));
    setDesk(held.desk);
    return held.release;
    // The meeting is read again and again; only another meeting or person is another call.
  }, [key]);
  return desk;
}
