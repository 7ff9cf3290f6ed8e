import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factFunction, secure } from './policies.js';

const VISIBLE_VERSION = `exists (select 1 from document_versions v where v.id = version_id)`;

/** Private: the author. Delegation: its members in that meeting. Meeting: everybody who may read the paper. */
const VISIBLE_LAYER = `case layer
  when 'meeting' then true
  when 'delegation' then (meeting_id, audience) in (select s.meeting_id, s.delegation from app.my_seats() s)
  else audience = (select app.me()::text) end`;

/** A row that says it belongs to another meeting would be read by a delegation of that one. */
const BELONGS = `exists (select 1 from document_versions v join documents d on d.id = v.document_id
  where v.id = annotation_operations.version_id and d.meeting_id = annotation_operations.meeting_id)`;

const OWN_SEAT = `(meeting_id, author_delegation) in (select s.meeting_id, s.delegation from app.my_seats() s)`;

/**
 * Notes on papers: an append-only journal. One sequence per version, layer and audience, so that the numbers somebody
 * sees never jump over notes he may not know of. Rows are neither changed nor deleted: nobody is granted it.
 */
export class Annotations1763856000000 implements MigrationInterface {
  readonly name = 'Annotations1763856000000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create table annotation_operations (
        version_id uuid not null references document_versions(id) on delete cascade,
        layer text not null check (layer in ('private', 'delegation', 'meeting')),
        audience text not null,
        seq bigint not null check (seq > 0),
        id uuid not null,
        kind text not null check (kind in ('add', 'remove', 'restore')),
        target uuid not null,
        author_id uuid not null references accounts(id),
        author_delegation text not null,
        meeting_id uuid not null references meetings(id) on delete cascade,
        digest bytea not null,
        content json,
        created_at timestamptz not null default now(),
        primary key (version_id, layer, audience, seq),
        constraint annotation_operations_once unique (author_id, id),
        check ((kind = 'add') = (content is not null)),
        check (kind <> 'add' or target = id),
        check (layer <> 'meeting' or audience = ''),
        check (layer <> 'private' or audience = author_id::text),
        check (layer <> 'delegation' or audience = author_delegation))`,
      // Whether an annotation still lies on the page is its author's last word on it.
      `create index annotation_operations_target on annotation_operations(version_id, author_id, target, seq desc)`,
      ...factFunction(
        'my_seats()',
        'table (meeting_id uuid, delegation text)',
        `select p.meeting_id, p.delegation from participants p where p.account_id = app.me() and p.meeting_id in (select app.my_meetings())`,
      ),
      ...secure('annotation_operations', {
        select: `${VISIBLE_LAYER} and ${VISIBLE_VERSION}`,
        insert: `author_id = (select app.me()) and ${OWN_SEAT} and ${BELONGS}`,
      }),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('notes are not deleted by undoing a migration');
  }
}
