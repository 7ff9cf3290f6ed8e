import { datePair } from './date-pair.js';

describe('datePair', () => {
  it('words a day in both calendars', () => {
    const pair = datePair(new Date('2026-11-22T07:00:00Z'), 'Asia/Bahrain');
    expect(pair.ar).toBe('الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م');
    expect(pair.en).toMatch(/^Sunday 12 Jumada \S+ 1448 AH — 22 November 2026$/);
  });

  it('takes the day where the meeting is, not where the server is', () => {
    expect(datePair(new Date('2026-11-21T22:30:00Z'), 'Asia/Bahrain').ar).toContain('٢٢ نوفمبر');
  });
});
