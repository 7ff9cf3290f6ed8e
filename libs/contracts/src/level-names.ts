import type { Country } from './countries.js';
import type { Label, Level } from './label.js';
import type { Bilingual, Language } from './values.js';

type Wording = Readonly<Record<Level, Bilingual>>;

/** The product's own wording of the levels, for what belongs to no state. */
export const LEVEL_NAMES: Wording = {
  0: { ar: 'عام', en: 'Public' },
  1: { ar: 'خاص', en: 'Restricted' },
  2: { ar: 'سري', en: 'Confidential' },
  3: { ar: 'سري جداً', en: 'Secret' },
  4: { ar: 'سري للغاية', en: 'Top secret' },
};

/**
 * Each state's own wording of the five levels: the equivalence table. Data in the style of what states publish, to be
 * confirmed by each of them before real papers are marked with it; the decision knows the numbers alone.
 */
export const NATIONAL_LEVEL_NAMES: Readonly<Partial<Record<Country, Wording>>> = {
  BH: LEVEL_NAMES,
  SA: {
    0: { ar: 'عام', en: 'Public' },
    1: { ar: 'مقيّد', en: 'Restricted' },
    2: { ar: 'مكتوم', en: 'Confidential' },
    3: { ar: 'سري', en: 'Secret' },
    4: { ar: 'سري للغاية', en: 'Top secret' },
  },
  AE: {
    0: { ar: 'مفتوح', en: 'Open' },
    1: { ar: 'خاص', en: 'Restricted' },
    2: { ar: 'حساس', en: 'Sensitive' },
    3: { ar: 'سري', en: 'Secret' },
    4: { ar: 'سري للغاية', en: 'Top secret' },
  },
  OM: {
    0: { ar: 'عام', en: 'Public' },
    1: { ar: 'مكتوم', en: 'Restricted' },
    2: { ar: 'محدود', en: 'Limited' },
    3: { ar: 'سري', en: 'Secret' },
    4: { ar: 'سري للغاية', en: 'Top secret' },
  },
  QA: {
    0: { ar: 'عام', en: 'Public' },
    1: { ar: 'داخلي', en: 'Internal' },
    2: { ar: 'مقيّد', en: 'Restricted' },
    3: { ar: 'سري', en: 'Secret' },
    4: { ar: 'سري للغاية', en: 'Top secret' },
  },
  KW: {
    0: { ar: 'عام', en: 'Public' },
    1: { ar: 'محظور', en: 'Restricted' },
    2: { ar: 'سري', en: 'Confidential' },
    3: { ar: 'سري جداً', en: 'Secret' },
    4: { ar: 'سري للغاية', en: 'Top secret' },
  },
};

/**
 * What the originator calls the level, and what the reader's state calls the same one where that is another word: a
 * word that means more or less at home would mislead him.
 *
 * @param reader his country; null where nobody is known
 */
export function levelWording(
  { level, originator }: Pick<Label, 'level' | 'originator'>,
  reader: Country | null,
  language: Language,
): { originators: string; readers: string | null } {
  const originators = (NATIONAL_LEVEL_NAMES[originator] ?? LEVEL_NAMES)[level][language];
  const own = reader === null ? undefined : NATIONAL_LEVEL_NAMES[reader]?.[level][language];
  return { originators, readers: own === undefined || own === originators ? null : own };
}
