import { MEETING_STATES, ROLES, type Label, type Role } from '@app/contracts';
import { type DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Person, type Thing } from '../matrix/facts.js';
import { generator } from '../matrix/spaces.js';

/** Somebody with a session; the settings under which the database knows him. */
export interface Reader {
  person: Person;
  sessionId: string;
  /** Of the place he asks from; the one of the place he signed in at is the session's. */
  ceiling: Person['ceiling'];
}
/** A row somebody may or may not read: the questions of the policy that must all be answered with yes. */
export interface LabelledRow {
  id: string;
  kind: 'bodies' | 'meetings' | 'item_contents' | 'documents' | 'document_versions' | 'document_pages' | 'receipts';
  /** Of receipts: the paper that was opened. */
  paper?: string;
  /** Removed: nobody's any more. */
  gone?: boolean;
  asks: { action: string; thing: (reader: Reader) => Thing }[];
}
export interface World {
  readers: Reader[];
  rows: LabelledRow[];
}

const COUNTRIES = ['BH', 'SA', 'TN'];
const CAVEATS = ['CYBER', 'NET'];
const HOUR = 3_600_000;

/** A random world, the same for the same seed: most readers are a step away from being allowed, where a wrong policy shows. */
export async function buildWorld(owner: DataSource, seed: number, size: { readers: number; meetings: number }): Promise<World> {
  const random = generator(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const some = <T>(from: readonly T[], share: number) => from.filter(() => chance(share));
  const insert = async (table: string, row: Record<string, unknown>) => {
    const columns = Object.keys(row);
    await owner.query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
  const labelColumns = ({ level, caveats, releasableTo, originator }: Label) => ({
    level,
    caveats,
    releasable_to: releasableTo,
    originator,
  });

  const randomLabel = (): Label => ({
    level: pick([0, 1, 2, 3, 4] as const),
    caveats: chance(0.6) ? [] : some(CAVEATS, 0.6),
    releasableTo: chance(0.5) ? ['ALL'] : ['BH', ...some(['SA', 'TN'], 0.4)],
    originator: 'BH',
  });
  /** At least as strict, as a paper must be compared with its item. */
  const atLeast = (label: Label): Label => ({
    ...label,
    level: Math.min(4, label.level + (chance(0.4) ? 1 : 0)) as Label['level'],
    caveats: chance(0.3) ? [...CAVEATS] : label.caveats,
    releasableTo: chance(0.3) ? ['BH'] : label.releasableTo,
  });

  const readers: Reader[] = [];
  for (let n = 0; n < size.readers; n++) {
    const expired = chance(0.06);
    const [accountActive, ended, late] = [!chance(0.06), chance(0.06), chance(0.06)];
    const clearance = chance(0.08) ? -1 : chance(0.5) ? 4 : pick([0, 1, 2, 3] as const);
    const caveats = chance(0.6) ? CAVEATS : some(CAVEATS, 0.5);
    const person: Person = {
      accountId: uuid(),
      active: accountActive && !ended && !late,
      country: chance(0.6) ? 'BH' : pick(COUNTRIES),
      clearance: expired ? -1 : clearance,
      caveats: expired || clearance < 0 ? [] : caveats,
      ceiling: chance(0.6) ? 4 : pick([0, 1, 2, 3] as const),
      assurance: chance(0.7) ? 2 : pick([0, 1] as const),
      fresh: false,
      systemRole: chance(0.1) ? pick(['systemAdministrator', 'securityOfficer', 'auditor'] as const) : null,
    };
    const sessionId = uuid();
    await insert('accounts', {
      id: person.accountId,
      login: `reader-${n}`,
      name_ar: 'قارئ',
      name_en: 'Reader',
      country: person.country,
      site: person.country,
      system_role: person.systemRole,
      active: accountActive,
    });
    if (clearance >= 0) {
      const until = expired ? new Date(Date.now() - HOUR) : chance(0.5) ? new Date(Date.now() + HOUR) : null;
      await insert('clearances', { account_id: person.accountId, level: clearance, caveats, valid_until: until });
    }
    await insert('sessions', {
      id: sessionId,
      token_hash: Buffer.from(sessionId),
      account_id: person.accountId,
      assurance: person.assurance,
      ceiling: n % 2 ? person.ceiling : 4,
      expires_at: new Date(Date.now() + (late ? -HOUR : HOUR)),
      ended_at: ended ? new Date() : null,
    });
    // Another session of his that goes on, which must not stand in for the one he comes with.
    const other = uuid();
    await insert('sessions', {
      id: other,
      token_hash: Buffer.from(other),
      account_id: person.accountId,
      assurance: 2,
      ceiling: 4,
      expires_at: new Date(Date.now() + HOUR),
    });
    readers.push({ person, sessionId, ceiling: n % 2 ? 4 : person.ceiling });
  }

  const readersIn = (share: number) => new Set(readers.filter(() => chance(share)).map(({ person }) => person.accountId));
  const rows: LabelledRow[] = [];
  const members = async (table: string, column: string, id: string, roles: readonly Role[]) => {
    const found = new Map<string, Role>();
    for (const { person } of readers) {
      if (chance(0.2)) continue;
      const role = pick(roles);
      found.set(person.accountId, role);
      await insert(table, { [column]: id, account_id: person.accountId, role, delegation: person.country });
    }
    return ({ person }: Reader) => found.get(person.accountId) ?? null;
  };
  for (let n = 0; n < size.meetings; n++) {
    const bodyId = uuid();
    const bodyLabel = randomLabel();
    await insert('bodies', { id: bodyId, name_ar: 'لجنة', name_en: 'Committee', home_site: 'BH', ...labelColumns(bodyLabel) });
    // Its secretaries too: whoever has no role in a meeting of it, or another one, has nothing by that.
    const bodyRole = await members('body_members', 'body_id', bodyId, ROLES);
    const bodyThing = (reader: Reader): Thing => ({ label: bodyLabel, state: 'none', role: bodyRole(reader) });
    rows.push({ id: bodyId, kind: 'bodies', asks: [{ action: 'body.list', thing: bodyThing }] });

    const meetingId = uuid();
    const meetingLabel = randomLabel();
    const state = MEETING_STATES[n % MEETING_STATES.length] as (typeof MEETING_STATES)[number];
    await insert('meetings', {
      id: meetingId,
      body_id: bodyId,
      kind: 'regular',
      title_ar: 'اجتماع',
      title_en: 'Meeting',
      starts_at: new Date(),
      ends_at: new Date(Date.now() + HOUR),
      sites: ['BH'],
      state,
      home_site: 'BH',
      ...labelColumns(meetingLabel),
    });
    const role = await members('participants', 'meeting_id', meetingId, ROLES);
    const labelled =
      (label: Label, more: (reader: Reader) => Partial<Thing> = () => ({})) =>
      (reader: Reader): Thing => ({ label, state, role: role(reader), ...more(reader) });
    const meeting = { action: 'meeting.read', thing: labelled(meetingLabel) };
    rows.push({ id: meetingId, kind: 'meetings', asks: [meeting] });

    for (let position = 0; position < 2; position++) {
      const itemId = uuid();
      const itemLabel = randomLabel();
      const gone = chance(0.1);
      const removed_at = gone ? new Date() : null;
      await insert('agenda_items', {
        id: itemId,
        meeting_id: meetingId,
        position: gone ? null : position,
        cover_title_ar: 'بند',
        cover_title_en: 'Item',
        removed_at,
      });
      await insert('item_contents', {
        item_id: itemId,
        meeting_id: meetingId,
        title_ar: 'بند',
        title_en: 'Item',
        type: 'decision',
        removed_at,
        ...labelColumns(itemLabel),
      });
      const listed = chance(0.25);
      if (listed) await owner.query(`update item_contents set listed = true where item_id = $1`, [itemId]);
      const [onList, recused] = [readersIn(0.5), readersIn(0.1)];
      for (const account_id of onList) await insert('item_readers', { item_id: itemId, account_id });
      for (const account_id of recused) await insert('recusals', { item_id: itemId, account_id, recorded_by: account_id });
      const restrictions = ({ person: { accountId } }: Reader) =>
        ({ list: listed ? (onList.has(accountId) ? 'listed' : 'unlisted') : 'open', recused: recused.has(accountId) }) as const;
      const item = { action: 'item.read', thing: labelled(itemLabel, restrictions) };
      rows.push({ id: itemId, kind: 'item_contents', gone, asks: [meeting, item] });

      for (let copy = 0; copy < 2; copy++) {
        const [documentId, versionId] = [uuid(), uuid()];
        const label = atLeast(itemLabel);
        // Removing an item withdraws its papers.
        const withdrawn = gone || chance(0.1);
        const embargo = pick([null, null, null, -HOUR, HOUR, HOUR]);
        await insert('documents', {
          id: documentId,
          meeting_id: meetingId,
          item_id: itemId,
          position: copy,
          title: 'Paper',
          language: 'en',
          current_version_id: versionId,
          home_site: 'BH',
          uploaded_by: readers[0]?.person.accountId,
          withdrawn_at: withdrawn ? new Date() : null,
          embargo_until: embargo === null ? null : new Date(Date.now() + embargo),
          ...labelColumns(label),
        });
        await insert('document_versions', {
          id: versionId,
          document_id: documentId,
          number: 1,
          page_count: 1,
          pages: '[]',
          size: 1,
          sha256: Buffer.from(versionId),
          window_offset: 0,
          window_length: 0,
          object_id: uuid(),
          wrapped_key: Buffer.alloc(1),
          original_object_id: uuid(),
          original_wrapped_key: Buffer.alloc(1),
          original_size: 1,
          original_sha256: Buffer.from(versionId),
          file_name: 'paper.pdf',
          bound_level: label.level,
          bound_caveats: label.caveats,
          bound_releasable_to: label.releasableTo,
        });
        await insert('document_pages', { version_id: versionId, page: 1, content: 'text' });
        const own = (reader: Reader) => ({ ...restrictions(reader), withdrawn, embargoed: embargo === HOUR });
        const asks = [meeting, item, { action: 'document.read', thing: labelled(label, own) }];
        rows.push({ id: documentId, kind: 'documents', asks });
        rows.push({ id: versionId, kind: 'document_versions', asks });
        rows.push({ id: versionId, kind: 'document_pages', asks });
        // Somebody opened it and was sent a part: who did is read through a function, under no policy of a table.
        const viewId = uuid();
        const [opened] = readers;
        await insert('views', {
          id: viewId,
          version_id: versionId,
          account_id: opened?.person.accountId,
          session_id: opened?.sessionId,
          copy_number: 1,
          language: 'en',
        });
        await insert('audit_entries', {
          event: 'view.served',
          outcome: 'allowed',
          request_id: uuid(),
          data: { viewId, versionId, part: `page of ${viewId}` },
        });
        const read = { action: 'receipts.read', thing: labelled(label, own) };
        rows.push({ id: `${viewId} page of ${viewId}`, kind: 'receipts', paper: documentId, asks: [...asks, read] });
      }
    }
  }
  return { readers, rows };
}
