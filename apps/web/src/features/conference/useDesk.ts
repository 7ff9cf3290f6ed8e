import type { Meeting } from '@app/contracts';
import { useSignedIn } from '../../session/useSignedIn';
import { useScoped } from '../../state';
import { createDesk, holdDesk, type ConferenceDesk } from './desk';

/**
 * The meeting's conference desk for as long as the component is on the screen; null until it exists. The meeting is
 * read again and again: only another meeting or person is another call.
 */
export function useDesk(meeting: Meeting): ConferenceDesk | null {
  const { person } = useSignedIn();
  const key = `${meeting.id} ${person.id}`;
  return useScoped(key, (scope) => {
    const delegation = meeting.participants.find(({ id }) => id === person.id)?.delegation ?? person.country;
    const held = holdDesk(key, (deskScope) => createDesk(deskScope, meeting, { name: person.name, delegation }));
    scope.onEnd(held.release);
    return held.desk;
  });
}
