import * as ar from './ar';
import * as en from './en';

type Areas = typeof ar;

/** `area.key` of every message: a key that does not exist does not compile. */
export type MessageKey = { [A in keyof Areas & string]: `${A}.${keyof Areas[A] & string}` }[keyof Areas & string];

/** The English catalogue has exactly the areas of the Arabic one; each area checks its own keys. */
const english: { readonly [A in keyof Areas]: Readonly<Record<keyof Areas[A], string>> } = en;

export const catalogues: Readonly<Record<'ar' | 'en', Readonly<Record<string, Readonly<Record<string, string>>>>>> = { ar, en: english };
