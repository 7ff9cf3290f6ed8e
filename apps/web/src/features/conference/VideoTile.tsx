import { Maximize2, MicOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { countryName, useI18n } from '../../i18n';
import { Avatar, IconButton } from '../../ui';
import type { Tile } from './stage';
import styles from './conference.module.css';
import { Video } from './Video';
import { watchVisible } from './visibility';

interface VideoTileProps {
  tile: Tile;
  size: 'large' | 'small';
  onSeen: (key: string, pixels: number) => void;
}

/** A picture with its words under it, never on it. Without a camera the name stands in its place. */
export function VideoTile({ tile, size, onSeen }: VideoTileProps) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const frame = useRef<HTMLDivElement>(null);
  const { key, self, kind, video, speaking, muted } = tile;
  useEffect(() => (frame.current && !self ? watchVisible(frame.current, (pixels) => onSeen(key, pixels)) : undefined), [key, self, onSeen]);
  const name = pick(tile.name);
  return (
    <figure className={styles.tile} data-size={size} data-speaking={speaking} data-tile={key}>
      <div className={styles.frame} ref={frame} data-kind={kind}>
        {video ? <Video track={video} mirrored={self && kind === 'person'} contain={kind === 'screen'} /> : <Avatar name={name} />}
      </div>
      <figcaption className={styles.caption}>
        <span className={styles.name}>
          <bdi>{kind === 'screen' ? t('conference.screenOf', { name }) : self ? t('conference.you', { name }) : name}</bdi>
          <span className={styles.delegation}>{countryName(tile.delegation, i18n)}</span>
        </span>
        {speaking && <span className={styles.hidden}>{t('conference.speaking')}</span>}
        {kind === 'person' && muted && (
          <span className={styles.muted} title={t('conference.muted')}>
            <MicOff size={16} aria-hidden />
            <span className={styles.hidden}>{t('conference.muted')}</span>
          </span>
        )}
        {size === 'large' && video && (
          <IconButton
            label={t('conference.fullScreen')}
            icon={<Maximize2 size={18} aria-hidden />}
            onPress={() => void frame.current?.requestFullscreen().catch(() => undefined)}
          />
        )}
      </figcaption>
    </figure>
  );
}
