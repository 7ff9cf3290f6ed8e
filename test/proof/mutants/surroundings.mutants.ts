import { type SourceMutant } from './mutant.js';

/** Source text; «…» stands for a template's placeholder. */
const code = (text: string) => text.replaceAll('«', '${').replaceAll('»', '}');
const at =
  (caughtBy: string) =>
  (name: string, breaks: string, file: string, find: string, replace: string): SourceMutant => ({
    name,
    breaks,
    file,
    find,
    replace,
    caughtBy,
  });
/** Found by a persona who hears what he may not know, or misses what he may. */
const heard = at('proof/world/surfaces');
/** Found by somebody for whom two worlds differ in what must not be there for him. */
const noticed = at('proof/world/non-interference');

/** Faults around the decision: places where it is asked, rows, rooms, events, counts. */
export const SURROUNDINGS_MUTANTS: readonly SourceMutant[] = [
  heard(
    'endpoint-without-decision',
    'a paper is opened without asking for a decision',
    'apps/agenda/src/documents/views.service.ts',
    "await this.access.require(ctx, 'document.read', { object: 'document', id: documentId }, found?.access ?? null);",
    'ctx.decisions.count += 1;',
  ),
  heard(
    'view-of-somebody-else',
    'whoever knows the number of another one’s view reads with it',
    'apps/agenda/src/documents/documents.repository.ts',
    'view.accountId !== ctx.actor?.accountId',
    'view.accountId === undefined',
  ),
  heard(
    'withdrawn-is-read',
    'a withdrawn paper is judged as if it were there',
    'apps/agenda/src/meetings/agenda.presenter.ts',
    'withdrawn: document.withdrawnAt !== null',
    'withdrawn: false',
  ),
  heard(
    'contents-unfiltered',
    'the agenda shows what is behind every cover',
    'apps/agenda/src/meetings/agenda.presenter.ts',
    'return { ...agenda, contents, documents };',
    'return { ...agenda, documents };',
  ),
  heard(
    'papers-unfiltered',
    'the agenda shows every paper of the items one may read',
    'apps/agenda/src/meetings/agenda.presenter.ts',
    'return { ...agenda, contents, documents };',
    'return { ...agenda, contents };',
  ),
  heard(
    'title-for-cover',
    'the cover carries the real title',
    'apps/agenda/src/meetings/agenda.presenter.ts',
    'coverTitle: { ar: item.coverTitleAr, en: item.coverTitleEn },',
    'coverTitle: { ar: agenda.contents.find(({ itemId }) => itemId === item.id)?.titleAr ?? item.coverTitleAr, en: item.coverTitleEn },',
  ),
  heard(
    'meetings-unfiltered',
    'the list of meetings is not decided about',
    'apps/agenda/src/meetings/meetings.service.ts',
    "await this.access.filter(ctx, 'meeting.list', 'meeting', await this.meetings.all(ctx), (found) => found.access);",
    '((ctx.decisions.count += 1), await this.meetings.all(ctx));',
  ),
  heard(
    'search-finds-removed',
    'the search finds items that were taken off the agenda',
    'apps/agenda/src/search/search.repository.ts',
    'where i.removed_at is null and i.search',
    'where i.search',
  ),
  heard(
    'search-finds-withdrawn',
    'the search finds withdrawn papers',
    'apps/agenda/src/search/search.repository.ts',
    'where d.withdrawn_at is null and (',
    'where (',
  ),
  heard(
    'removed-items-shown',
    'the agenda shows items that were taken off it',
    'apps/agenda/src/meetings/meetings.repository.ts',
    '.find({ where: { meetingId, position: Not(IsNull()) }, order',
    '.find({ where: { meetingId }, order',
  ),
  heard(
    'office-unchecked',
    'the audit trail is read without the office',
    'libs/access/src/facts/access.service.ts',
    'if (!decision.allow) throw new AccessDenied(permission, named, decision, null);',
    '',
  ),
  heard(
    'paper-policy-without-label',
    'the database shows papers whatever their label',
    'libs/database/src/migrations/0015-papers-by-index.ts',
    code('meeting_id = any((select app.my_visible_meetings())::uuid[]) and «CLEARED_HALF» and'),
    'meeting_id = any((select app.my_visible_meetings())::uuid[]) and',
  ),
  heard(
    'versions-without-security',
    'row-level security is off on the versions of papers',
    'libs/database/src/migrations/0008-surroundings.ts',
    'using (exists (select 1 from documents d where d.id = document_id and d.withdrawn_at is null))',
    'using (true)',
  ),
  heard(
    'notes-to-everybody',
    'stored notes go to every line instead of their room',
    'apps/annotation/src/publish.ts',
    "this.#server?.to(room).emit('annotation:committed'",
    "this.#server?.emit('annotation:committed'",
  ),
  heard(
    'notes-of-any-delegation',
    'rooms of notes are not told apart by audience',
    'apps/annotation/src/publish.ts',
    code('`paper:«versionId»:«layer»:«audience»`'),
    code('`paper:«versionId»:«layer»:«audience === undefined»`'),
  ),
  heard(
    'notes-page-of-any-audience',
    'catching up brings the private notes of others',
    'apps/annotation/src/journal/journal.repository.ts',
    code('and audience = «audience» and seq >'),
    code("and audience is distinct from «audience» || '-' and seq >"),
  ),
  heard(
    'presenter-leads-everybody',
    'everybody is told the place in a paper he may not read',
    'apps/annotation/src/features/presenter/presenter.handler.ts',
    'if (await this.papers.mayBeLedTo(connection, place)) cleared.push(connection);',
    'cleared.push(connection);',
  ),
  noticed(
    'event-without-label',
    'events about secret papers go to everybody in the meeting',
    'apps/annotation/src/features/meeting-events/meeting-events.relay.ts',
    'const may = label === null ||',
    'const may = label !== undefined ||',
  ),
  noticed(
    'duplicate-of-the-hidden',
    'an upload is refused because the same file lies there above the uploader',
    'apps/agenda/src/documents/uploads.service.ts',
    "if (await this.access.may(ctx, 'document.read', same.access)) throw",
    'if (same.access) throw',
  ),
  noticed(
    'number-of-the-hidden',
    'the number of a new meeting counts meetings its secretary may not know of',
    'apps/agenda/src/meetings/meetings.service.ts',
    "if (await this.access.may(ctx, 'meeting.list', access)) return",
    'if (access) return',
  ),
  noticed(
    'presence-blinks',
    'whoever holds a paper that is labelled anew vanishes from the list for a moment',
    'apps/annotation/src/features/presence/presence.handler.ts',
    '}, GRACE_MS).unref();',
    '}, 0).unref();',
  ),
];
