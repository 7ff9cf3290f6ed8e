import type { Label } from '@app/contracts';
import type { FoundView } from './documents.repository.js';
import { stampInput } from './stamp-text.js';

const label: Label = { level: 3, caveats: ['NET'], releasableTo: ['BH', 'SA'], originator: 'BH' };
const found = (country: string, language: 'ar' | 'en', site: FoundView['reader']['site'] = null) =>
  ({
    view: { language, copyNumber: 7, openedAt: new Date('2026-11-22T06:05:00Z') },
    reader: { name: { ar: 'قارئ', en: 'Reader' }, country, site },
    document: { level: 3 },
  }) as unknown as FoundView;

describe('the words of a stamp', () => {
  it('a paper marked in Bahrain’s words tells a Saudi reader both', () => {
    expect(stampInput(found('SA', 'ar'), label).classification).toBe('سري جداً (البحرين) / سري (السعودية) — NET — البحرين، السعودية');
  });

  it('and a Bahraini reader his own alone', () => {
    expect(stampInput(found('BH', 'ar'), label).classification).toBe('سري جداً — NET — البحرين، السعودية');
    expect(stampInput(found('SA', 'en'), label).classification).toBe('Secret — NET — Bahrain, Saudi Arabia');
  });

  it('names the site the reader sits at, where his network tells', () => {
    expect(stampInput(found('SA', 'en', { ar: 'الرياض', en: 'Riyadh' }), label)).toMatchObject({
      name: 'Reader',
      country: 'Saudi Arabia — Riyadh',
      openedAt: '2026-11-22 09:05',
      copyNumber: 'copy 7',
    });
    expect(stampInput(found('SA', 'en'), label).country).toBe('Saudi Arabia');
  });
});
