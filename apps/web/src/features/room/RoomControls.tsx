import type { Meeting } from '@app/contracts';

/** Controls that other features contribute to the bar: microphone, camera, hand, share, follow, pen. */
export function RoomControls(_props: { meeting: Meeting }) {
  return null;
}
