import { momentOf, offeredUntil, untilOf } from './embargo';

const ZONE = 'Asia/Bahrain';
const NOW = Date.parse('2026-11-22T07:20:00Z');

describe('embargo', () => {
  it('goes to the clock of a site and back', () => {
    const moment = momentOf('2026-11-23T21:30:00Z', ZONE);
    expect([moment.date.toString(), moment.time.toString()]).toEqual(['2026-11-24', '00:30:00']);
    expect(untilOf(moment, ZONE, NOW)).toBe('2026-11-23T21:30:00.000Z');
  });

  it('ends in time to come', () => {
    expect(untilOf(momentOf('2026-11-22T07:20:00Z', ZONE), ZONE, NOW)).toBeNull();
    expect(untilOf(momentOf('2026-11-22T07:21:00Z', ZONE), ZONE, NOW)).not.toBeNull();
  });

  it('offers the beginning of the meeting while that is to come', () => {
    expect(offeredUntil('2026-11-22T08:00:00Z', NOW)).toBe('2026-11-22T08:00:00Z');
    expect(offeredUntil('2026-11-22T07:00:00Z', NOW)).toBe('2026-11-22T09:00:00.000Z');
  });
});
