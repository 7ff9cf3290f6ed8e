import type { Assurance, Language, Level, Preferences, Role, SystemRole } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Labelled } from './label.embedded.js';

@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  login: string;

  @Column({ name: 'name_ar', type: 'text' })
  nameAr: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn: string;

  @Column({ type: 'text' })
  country: string;

  @Column({ type: 'text' })
  site: string;

  @Column({ name: 'system_role', type: 'text', nullable: true })
  systemRole: SystemRole | null;

  /** Key of the scenario's persona; null for real people. */
  @Column({ type: 'text', nullable: true })
  persona: string | null;

  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', insert: false, update: false })
  createdAt: Date;
}

@Entity('clearances')
export class Clearance {
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'smallint' })
  level: Level;

  @Column({ type: 'text', array: true })
  caveats: string[];

  @Column({ name: 'valid_until', type: 'timestamptz', nullable: true })
  validUntil: Date | null;

  @Column({ name: 'granted_by', type: 'uuid', nullable: true })
  grantedBy: string | null;
}

@Entity('credentials')
export class Credential {
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** argon2id, encoded with its parameters. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;
}

@Entity('preferences')
export class PreferencesRow implements Preferences {
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'text' })
  language: Language;

  @Column({ type: 'text' })
  digits: 'arab' | 'latn';

  @Column({ type: 'text' })
  theme: 'system' | 'light' | 'dark';
}

@Entity('sessions')
export class Session {
  /** Names the session in logs and events; knowing it opens nothing. */
  @PrimaryColumn('uuid')
  id: string;

  /** SHA-256 of the secret in the cookie. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'smallint' })
  assurance: Assurance;

  @Column({ type: 'smallint' })
  ceiling: Level;

  @Column({ name: 'last_seen_at', type: 'timestamptz', insert: false })
  lastSeenAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** When he last proved strongly who he is. */
  @Column({ name: 'strong_at', type: 'timestamptz', nullable: true })
  strongAt: Date | null;
}

@Entity('bodies')
export class BodyEntity extends Labelled {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'name_ar', type: 'text' })
  nameAr: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn: string;

  @Column({ name: 'home_site', type: 'text' })
  homeSite: string;
}

@Entity('body_members')
export class BodyMember {
  @PrimaryColumn({ name: 'body_id', type: 'uuid' })
  bodyId: string;

  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text' })
  delegation: string;

  @Column({ type: 'int' })
  position: number;
}
