import type { Meeting } from '@app/contracts';
import { FollowControls } from '../annotation';
import { ConferenceControls } from '../conference';
import { useRoomLink } from './RoomLink';

/** Controls that other features contribute to the bar: microphone, camera, share; follow and lead. */
export function RoomControls({ meeting }: { meeting: Meeting }) {
  const { socket } = useRoomLink();
  return (
    <>
      <FollowControls socket={socket} />
      <ConferenceControls meeting={meeting} />
    </>
  );
}
