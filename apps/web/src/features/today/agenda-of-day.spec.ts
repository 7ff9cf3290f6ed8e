import type { MeetingSummary } from '@app/contracts';
import { agendaOfDay } from './agenda-of-day';

const NOW = Date.parse('2026-11-22T07:00:00Z');
const meeting = (id: string, hours: number, state: MeetingSummary['state'] = 'published'): MeetingSummary => ({
  id,
  body: { id: 'b', name: { ar: 'ل', en: 'C' } },
  number: 1,
  kind: 'regular',
  title: { ar: 'ا', en: 'M' },
  startsAt: new Date(NOW + hours * 3_600_000).toISOString(),
  endsAt: new Date(NOW + (hours + 2) * 3_600_000).toISOString(),
  sites: ['BH'],
  state,
  label: { level: 1, caveats: [], releasableTo: ['BH'], originator: 'BH' },
  role: 'member',
  itemCount: 0,
  abilities: { edit: false, publish: false, joinConference: false },
});
const ids = (list: MeetingSummary[]) => list.map(({ id }) => id);

describe('agendaOfDay', () => {
  it('parts meetings by when they matter', () => {
    const day = agendaOfDay(
      [meeting('month', 700), meeting('soon', 3), meeting('thursday', 90), meeting('draft', 1, 'draft'), meeting('past', -30)],
      NOW,
    );
    expect(day.next?.id).toBe('soon');
    expect([ids(day.week), ids(day.later), ids(day.drafts), ids(day.earlier)]).toEqual([['thursday'], ['month'], ['draft'], ['past']]);
  });

  it('keeps the meeting in session first, also when it runs over its time', () => {
    const day = agendaOfDay([meeting('next', 1), meeting('long', -5, 'inSession')], NOW);
    expect(day.next?.id).toBe('long');
    expect(ids(day.week)).toEqual(['next']);
  });

  it('does not offer a closed meeting as the next one', () => {
    const day = agendaOfDay([meeting('closed', 1, 'closed')], NOW);
    expect(day.next).toBeNull();
    expect(ids(day.earlier)).toEqual(['closed']);
  });
});
