import type { AuditEntryView } from '@app/contracts';
import { auditCsv, entryMatches } from './filters';

const entry: AuditEntryView = {
  seq: '7',
  at: '2026-11-22T07:00:00Z',
  event: 'document.read',
  outcome: 'denied',
  actor: { id: 'a', name: { ar: '=عضو', en: 'Member' } },
  data: { note: 'a "b"' },
};

describe('audit filters', () => {
  it('match event or person, and the outcome', () => {
    expect(entryMatches(entry, 'Document', 'all')).toBe(true);
    expect(entryMatches(entry, 'member', 'denied')).toBe(true);
    expect(entryMatches(entry, '', 'done')).toBe(false);
    expect(entryMatches({ ...entry, actor: null }, 'member', 'all')).toBe(false);
  });

  it('export quotes, and no cell runs as a formula', () => {
    const csv = auditCsv([entry]);
    expect(csv.startsWith('\ufeff"seq"')).toBe(true);
    expect(csv).toContain(`"'=عضو"`);
    expect(csv).toContain('"{""note"":""a \\""b\\""""}"');
  });
});
