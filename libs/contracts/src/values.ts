import { z } from 'zod';

/**
 * UUIDv7 everywhere: sortable by creation, random enough to reveal nothing (DESIGN §10). In lower case, however it was
 * written: two spellings of one id would be two keys of a room, a cache or the trail.
 */
export const idSchema = z.uuid().toLowerCase();

/** No place is further from UTC. */
const FURTHEST_MINUTES = 14 * 60;

/**
 * An instant of these years (in UTC), ISO 8601 with the offset of a place there is. What the format allows beyond (the
 * year 0, an offset of 23 hours, a thousand digits of a second) the database refuses, which would be our error and not
 * that of whoever sent it.
 */
export const instantWithin = (firstYear: number, lastYear: number) =>
  z.iso
    .datetime({ offset: true })
    .max('2026-11-22T19:30:00.123456789+03:00'.length)
    .refine((text) => {
      const at = Date.parse(text);
      const [, hours = 0, minutes = 0] = /[+-](\d\d):(\d\d)$/.exec(text) ?? [];
      return at >= Date.UTC(firstYear, 0) && at < Date.UTC(lastYear + 1, 0) && Number(hours) * 60 + Number(minutes) <= FURTHEST_MINUTES;
    }, `an instant from ${firstYear} to ${lastYear}`);

/** An instant; stored in UTC. */
export const instantSchema = instantWithin(1900, 9999);

export const languageSchema = z.enum(['ar', 'en']);
export type Language = z.infer<typeof languageSchema>;

/**
 * Characters that reorder text (U+202A–202E, U+2066–2069, U+200E/F, U+061C), that stand for nothing that is seen
 * (U+2060–206F, U+FFF9–FFFB, U+FEFF, tags), and control characters. A title or file name that carries them can show
 * something else than it says (P47). Joiners (U+200C/D) stay: words of the region are spelt with them.
 */
export const UNSAFE_TEXT =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** One line of text written by a person: trimmed, without control or bidi-override characters. */
export const lineSchema = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(UNSAFE_TEXT, ' ').replace(/\s+/gu, ' ').trim().normalize('NFC'))
    .pipe(z.string().min(1).max(max));

/** A text in both languages. At least the Arabic one is always there; the client falls back to it. */
export const bilingualSchema = (max: number) => z.strictObject({ ar: lineSchema(max), en: lineSchema(max) });
export type Bilingual = { ar: string; en: string };

/** What is stored and sent back: already cleaned when it came in. */
export const bilingualText = z.strictObject({ ar: z.string(), en: z.string() });
