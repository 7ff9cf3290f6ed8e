import { useEffect, useRef } from 'react';
import { useBehavior } from '../../state';
import type { ConferenceDesk } from './desk';

/** Everybody's voice. Mounted as long as the room is, whatever is folded. */
export function Voices({ desk }: { desk: ConferenceDesk }) {
  const voices = useBehavior(desk.call.audio);
  const { speaker } = useBehavior(desk.local.chosen);
  const blocked = useBehavior(desk.soundBlocked);
  return voices.map(({ producerId, track }) => (
    <Voice key={producerId} track={track} speaker={speaker} blocked={blocked} onBlocked={desk.reportSound} />
  ));
}

interface VoiceProps {
  track: MediaStreamTrack;
  speaker: string | undefined;
  blocked: boolean;
  onBlocked: (blocked: boolean) => void;
}

function Voice({ track, speaker, blocked, onBlocked }: VoiceProps) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    current.srcObject = new MediaStream([track]);
    return () => {
      current.srcObject = null;
    };
  }, [track]);
  useEffect(() => {
    // Browsers play sound only after a press on the page; asked again when somebody pressed.
    if (!blocked)
      void element.current?.play().catch((error: unknown) => onBlocked(error instanceof DOMException && error.name === 'NotAllowedError'));
  }, [track, blocked, onBlocked]);
  useEffect(() => {
    const routed: { setSinkId?: (id: string) => Promise<void> } | null = element.current;
    if (speaker !== undefined) void routed?.setSinkId?.(speaker).catch(() => undefined);
  }, [speaker]);
  return <audio ref={element} />;
}
