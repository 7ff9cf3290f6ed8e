import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSE_REASONS, ERRORS } from '@app/contracts';
import { z } from 'zod';

const FOLDER = join(__dirname, '../../apps/web/src/i18n');
const catalogueSchema = z.record(z.string(), z.record(z.string(), z.string()));
type Catalogue = z.output<typeof catalogueSchema>;

/** The client is compiled by another configuration: its catalogues are loaded as data. */
function catalogues(): Record<'ar' | 'en', Catalogue> {
  return {
    ar: catalogueSchema.parse({ ...jest.requireActual<object>(join(FOLDER, 'ar/index.ts')) }),
    en: catalogueSchema.parse({ ...jest.requireActual<object>(join(FOLDER, 'en/index.ts')) }),
  };
}

/** Areas of a catalogue that say what happened, what is safe and what to do. */
const AREAS = [
  ['errorWhat', Object.keys(ERRORS)],
  ['errorSafe', Object.keys(ERRORS)],
  ['errorCure', Object.keys(ERRORS)],
  ['closingWhat', Object.keys(CLOSE_REASONS)],
  ['closingSafe', Object.keys(CLOSE_REASONS)],
  ['closingCure', Object.keys(CLOSE_REASONS)],
] as const;

const ARABIC = /\p{Script=Arabic}/u;

/** Codes without words in that language. */
function speechless(language: 'ar' | 'en', catalogue: Catalogue): string[] {
  return AREAS.flatMap(([area, codes]) =>
    codes
      .filter((code) => {
        const words = catalogue[area]?.[code]?.trim() ?? '';
        return words === '' || words === code || ARABIC.test(words) !== (language === 'ar');
      })
      .map((code) => `${area}.${code}`),
  );
}

const client = existsSync(FOLDER) ? describe : describe.skip;
client('every refusal has words', () => {
  it.each(['ar', 'en'] as const)('in %s', (language) => {
    expect(speechless(language, catalogues()[language])).toEqual([]);
  });

  it('what has none is found', () => {
    const { ar, en } = catalogues();
    const without = {
      ...en,
      errorWhat: { ...en['errorWhat'], not_found: ' ' },
      closingCure: { ...en['closingCure'], rejudge: ar['closingCure']?.['rejudge'] ?? '' },
    };
    expect(speechless('en', without)).toEqual(['errorWhat.not_found', 'closingCure.rejudge']);
    expect(speechless('ar', { ...ar, closingSafe: {} })).toHaveLength(Object.keys(CLOSE_REASONS).length);
  });

  it('missing and forbidden cannot be told apart by their words', () => {
    const { ar, en } = catalogues();
    // "Not found" must not say that something is there and merely closed.
    expect(`${en['errorWhat']?.['not_found']} ${en['errorCure']?.['not_found']}`).not.toMatch(
      /forbidden|denied|not allowed|no permission|clearance/i,
    );
    expect(`${ar['errorWhat']?.['not_found']} ${ar['errorCure']?.['not_found']}`).not.toMatch(/ممنوع|محظور|مرفوض|تصريحك/);
  });
});
