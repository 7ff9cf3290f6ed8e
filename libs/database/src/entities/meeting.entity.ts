import type { ItemType, MeetingState, Role } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Labelled } from './label.embedded.js';

@Entity('meetings')
export class MeetingEntity extends Labelled {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'body_id', type: 'uuid' })
  bodyId: string;

  /** Number in the body's series; null for an unscheduled meeting. */
  @Column({ type: 'int', nullable: true })
  number: number | null;

  @Column({ type: 'text' })
  kind: 'regular' | 'unscheduled';

  @Column({ name: 'title_ar', type: 'text' })
  titleAr: string;

  @Column({ name: 'title_en', type: 'text' })
  titleEn: string;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  /** Countries whose buildings take part. */
  @Column({ type: 'text', array: true })
  sites: string[];

  @Column({ type: 'text' })
  state: MeetingState;

  @Column({ name: 'home_site', type: 'text' })
  homeSite: string;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt: Date | null;
}

@Entity('participants')
export class ParticipantEntity {
  @PrimaryColumn({ name: 'meeting_id', type: 'uuid' })
  meetingId: string;

  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text' })
  delegation: string;

  @Column({ type: 'int' })
  position: number;
}

/** The cover of an item: what every participant sees. */
@Entity('agenda_items')
export class AgendaItemEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'meeting_id', type: 'uuid' })
  meetingId: string;

  /** From 1. Null once the item was removed, and then no policy shows it. */
  @Column({ type: 'int', nullable: true })
  position: number;

  @Column({ name: 'cover_title_ar', type: 'text' })
  coverTitleAr: string;

  @Column({ name: 'cover_title_en', type: 'text' })
  coverTitleEn: string;

  @Column({ type: 'int', nullable: true })
  minutes: number | null;
}

/** What stands behind the cover; its row is visible to those the label lets see it. */
@Entity('item_contents')
export class ItemContent extends Labelled {
  @PrimaryColumn({ name: 'item_id', type: 'uuid' })
  itemId: string;

  @Column({ name: 'meeting_id', type: 'uuid' })
  meetingId: string;

  @Column({ name: 'title_ar', type: 'text' })
  titleAr: string;

  @Column({ name: 'title_en', type: 'text' })
  titleEn: string;

  @Column({ type: 'text' })
  type: ItemType;

  /** Restricted to those on its need-to-know list. */
  @Column({ type: 'boolean', default: false })
  listed: boolean;
}
