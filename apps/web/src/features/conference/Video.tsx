import { useEffect, useRef } from 'react';
import styles from './conference.module.css';

/** Shows a track. Silent: voices are played once, apart from the pictures. */
export function Video({ track, mirrored = false, contain = false }: { track: MediaStreamTrack; mirrored?: boolean; contain?: boolean }) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    current.srcObject = new MediaStream([track]);
    return () => {
      current.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={element}
      className={styles.video}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      data-mirrored={mirrored}
      data-contain={contain}
    />
  );
}
