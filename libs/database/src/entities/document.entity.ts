import type { Language, Level, PageGeometry } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Labelled } from './label.embedded.js';

/** PostgreSQL's bigint arrives as text; sizes stay far below 2^53. */
const asNumber = { to: (value: number) => value, from: (value: string) => Number(value) };

@Entity('documents')
export class DocumentEntity extends Labelled {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'meeting_id', type: 'uuid' })
  meetingId: string;

  @Column({ name: 'item_id', type: 'uuid' })
  itemId: string;

  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  language: Language;

  @Column({ name: 'current_version_id', type: 'uuid' })
  currentVersionId: string;

  @Column({ name: 'home_site', type: 'text' })
  homeSite: string;

  @Column({ name: 'uploaded_by', type: 'uuid' })
  uploadedBy: string;

  @Column({ name: 'uploaded_at', type: 'timestamptz' })
  uploadedAt: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null;

  /** Until then only those who prepare the meeting read it. */
  @Column({ name: 'embargo_until', type: 'timestamptz', nullable: true })
  embargoUntil: Date | null;
}

@Entity('document_versions')
export class DocumentVersion {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  @Column({ type: 'int' })
  number: number;

  @Column({ name: 'page_count', type: 'int' })
  pageCount: number;

  @Column({ type: 'jsonb' })
  pages: PageGeometry[];

  /** Bytes of the prepared paper. */
  @Column({ type: 'bigint', transformer: asNumber })
  size: number;

  @Column({ type: 'bytea' })
  sha256: Buffer;

  /** Where the stamp's window lies in the prepared paper, bytes. */
  @Column({ name: 'window_offset', type: 'bigint', transformer: asNumber })
  windowOffset: number;

  @Column({ name: 'window_length', type: 'int' })
  windowLength: number;

  @Column({ name: 'object_id', type: 'uuid' })
  objectId: string;

  @Column({ name: 'wrapped_key', type: 'bytea' })
  wrappedKey: Buffer;

  /** The upload as it came, sealed for verification. */
  @Column({ name: 'original_object_id', type: 'uuid' })
  originalObjectId: string;

  @Column({ name: 'original_wrapped_key', type: 'bytea' })
  originalWrappedKey: Buffer;

  @Column({ name: 'original_size', type: 'bigint', transformer: asNumber })
  originalSize: number;

  @Column({ name: 'original_sha256', type: 'bytea' })
  originalSha256: Buffer;

  /** The label both keys are wrapped under: the paper's, or a weaker one that it had before its item was raised. */
  @Column({ name: 'bound_level', type: 'smallint' })
  boundLevel: Level;

  @Column({ name: 'bound_caveats', type: 'text', array: true })
  boundCaveats: string[];

  @Column({ name: 'bound_releasable_to', type: 'text', array: true })
  boundReleasableTo: string[];

  @Column({ name: 'file_name', type: 'text' })
  fileName: string;
}

@Entity('document_pages')
export class DocumentPage {
  @PrimaryColumn({ name: 'version_id', type: 'uuid' })
  versionId: string;

  /** From 1. */
  @PrimaryColumn({ type: 'int' })
  page: number;

  @Column({ type: 'text' })
  content: string;
}

/** One reading of a paper by one person. */
@Entity('views')
export class ViewEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'version_id', type: 'uuid' })
  versionId: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'copy_number', type: 'int' })
  copyNumber: number;

  /** Language of the stamp, fixed with the view. */
  @Column({ type: 'text' })
  language: Language;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;
}
