import { CLEARED, purpose, readableByFacts, secure } from './policies.js';

const MINE = `account_id = (select app.me())`;
const PREPARED = `meeting_id in (select app.my_prepared_meetings())`;
const VISIBLE_MEETING = `meeting_id in (select m.id from meetings m)`;
const systemRole = (...roles: string[]) => `(select app.my_system_role()) in (${roles.map((role) => `'${role}'`).join(', ')})`;
const VISIBLE_VERSION = `exists (select 1 from document_versions v where v.id = version_id)`;

const PREPARED_DOCUMENT = `exists (select 1 from documents d where d.id = document_id and d.meeting_id in (select app.my_prepared_meetings()))`;

/** Row-level security of every table: the second wall (DESIGN §3). */
export const POLICIES: readonly string[] = [
  ...secure('installation', { select: purpose('provisioning'), insert: purpose('provisioning') }),
  ...secure('accounts', {
    select: `id = (select app.me()) or id in (select app.my_peers()) or id in (select app.my_invitees())
      or ${systemRole('systemAdministrator', 'securityOfficer', 'auditor')} or ${purpose('identity', 'provisioning')}`,
    insert: purpose('provisioning'),
    update: purpose('provisioning'),
  }),
  ...secure('clearances', {
    select: `${MINE} or account_id in (select app.my_invitees()) or ${systemRole('securityOfficer')} or ${purpose('identity', 'provisioning')}`,
    insert: purpose('provisioning'),
    update: purpose('provisioning'),
  }),
  ...secure('credentials', {
    select: purpose('identity'),
    insert: purpose('provisioning'),
    update: purpose('provisioning'),
  }),
  ...secure('preferences', { select: `${MINE} or ${purpose('identity')}`, insert: MINE, update: MINE }),
  ...secure('sessions', {
    select: `${MINE} or ${purpose('identity')}`,
    insert: purpose('identity'),
    update: `${MINE} or ${purpose('identity')}`,
  }),

  ...secure('bodies', {
    select: `(id in (select app.my_bodies()) and ${CLEARED}) or ${purpose('provisioning')}`,
    insert: purpose('provisioning'),
  }),
  ...secure('body_members', {
    select: `body_id in (select app.my_bodies()) or ${purpose('provisioning')}`,
    insert: purpose('provisioning'),
  }),

  ...secure('meetings', {
    select: `(id in (select app.my_meetings()) or id in (select app.my_prepared_meetings())) and ${CLEARED}`,
    insert: `body_id in (select app.my_secretariats()) and ${CLEARED}`,
    update: `id in (select app.my_prepared_meetings()) and ${CLEARED}`,
  }),
  ...secure('participants', {
    select: VISIBLE_MEETING,
    insert: PREPARED,
    update: PREPARED,
    delete: PREPARED,
  }),
  ...secure('agenda_items', { select: `removed_at is null and ${VISIBLE_MEETING}`, insert: PREPARED, update: PREPARED }),
  ...secure('item_contents', {
    select: `removed_at is null and ${VISIBLE_MEETING} and ${CLEARED}`,
    insert: `${PREPARED} and ${CLEARED}`,
    update: `${PREPARED} and ${CLEARED}`,
  }),
  ...secure('documents', {
    select: `${VISIBLE_MEETING} and ${CLEARED} and (withdrawn_at is null or ${PREPARED})`,
    insert: `${PREPARED} and ${CLEARED}`,
    update: `${PREPARED} and ${CLEARED}`,
  }),
  ...secure('document_versions', {
    select: `exists (select 1 from documents d where d.id = document_id)`,
    insert: PREPARED_DOCUMENT,
    // Wrapping the keys anew when the label they are bound to changes.
    update: PREPARED_DOCUMENT,
  }),
  ...secure('document_pages', { select: VISIBLE_VERSION, insert: VISIBLE_VERSION }),
  ...secure('copy_counters', {}),
  `create policy copy_counters_facts on copy_counters for all to majlis_facts using (true) with check (true)`,
  ...secure('views', { select: MINE, insert: `${MINE} and ${VISIBLE_VERSION}` }),

  ...secure('outbox', {
    select: purpose('relay'),
    // A change of access only ever closes connections, and who signs in has no session yet.
    insert: `case when scope is null then meeting_id in (select app.my_meetings()) or ${PREPARED}
                  else (select app.me()) is not null or ${purpose('identity', 'provisioning')} end`,
    update: purpose('relay'),
  }),
  ...secure('audit_entries', {
    select: systemRole('auditor'),
    // Nobody writes an entry in another's name; refusals and sign-ins are written by the product itself.
    insert: `account_id is not distinct from (select app.me()) or ${purpose('audit', 'identity', 'provisioning')}`,
  }),
  ...[
    'accounts',
    'clearances',
    'sessions',
    'bodies',
    'body_members',
    'meetings',
    'participants',
    'agenda_items',
    'item_contents',
    'documents',
  ].flatMap(readableByFacts),
  // What app.remove_item does on behalf of a secretary who need not know every paper of the item.
  ...[
    ['agenda_items', 'removed_at'],
    ['item_contents', 'removed_at'],
    ['documents', 'withdrawn_at'],
  ].map(
    ([table, gone]) =>
      `create policy ${table}_facts_update on ${table} for update to majlis_facts using (true) with check (${gone} is not null)`,
  ),
];
