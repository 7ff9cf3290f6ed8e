import { MEMBER_STATES } from './countries.js';
import { LEVEL, levelSchema } from './label.js';
import { levelWording, NATIONAL_LEVEL_NAMES } from './level-names.js';

describe('levels in each state’s words', () => {
  it('every member state has a word for every level, in both languages, and no two levels share one', () => {
    for (const state of MEMBER_STATES)
      for (const language of ['ar', 'en'] as const) {
        const words = Object.values(LEVEL).map((level) => NATIONAL_LEVEL_NAMES[state]?.[levelSchema.parse(level)][language]);
        expect([state, language, new Set(words.filter(Boolean)).size]).toEqual([state, language, 5]);
      }
  });

  it('names the originator’s word, and the reader’s where it is another', () => {
    const bahrains = { level: 3, originator: 'BH' } as const;
    expect(levelWording(bahrains, 'SA', 'ar')).toEqual({ originators: 'سري جداً', readers: 'سري' });
    expect(levelWording(bahrains, 'BH', 'ar')).toEqual({ originators: 'سري جداً', readers: null });
    expect(levelWording(bahrains, 'KW', 'ar')).toEqual({ originators: 'سري جداً', readers: null });
    expect(levelWording({ level: 3, originator: 'SA' }, 'BH', 'ar')).toEqual({ originators: 'سري', readers: 'سري جداً' });
    expect(levelWording({ level: 2, originator: 'BH' }, 'AE', 'en')).toEqual({ originators: 'Confidential', readers: 'Sensitive' });
  });

  it('a state without a wording of its own reads the originator’s', () => {
    expect(levelWording({ level: 1, originator: 'SA' }, 'TN', 'ar')).toEqual({ originators: 'مقيّد', readers: null });
    expect(levelWording({ level: 1, originator: 'TN' }, null, 'en')).toEqual({ originators: 'Restricted', readers: null });
  });
});
