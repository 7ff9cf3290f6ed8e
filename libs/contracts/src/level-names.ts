import type { Level } from './label.js';

/** The product's own wording of the levels; each state's wording is data beside it. */
export const LEVEL_NAMES: Readonly<Record<Level, { ar: string; en: string }>> = {
  0: { ar: 'عام', en: 'Public' },
  1: { ar: 'خاص', en: 'Restricted' },
  2: { ar: 'سري', en: 'Confidential' },
  3: { ar: 'سري جداً', en: 'Secret' },
  4: { ar: 'سري للغاية', en: 'Top secret' },
};
