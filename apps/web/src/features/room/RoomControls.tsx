import type { Meeting } from '@app/contracts';
import { ConferenceControls } from '../conference';

/** Controls that other features contribute to the bar: microphone, camera, share, follow, pen. */
export function RoomControls({ meeting }: { meeting: Meeting }) {
  return <ConferenceControls meeting={meeting} />;
}
