import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { harfBuzz, type ShaperFont } from './harfbuzz.js';
import { TrueTypeFile } from './true-type.js';
import { unpackWoff } from './woff.js';

/** One font file, ready to shape with and to embed. */
export interface FontFace {
  /** PostScript-like name, unique among our faces. */
  readonly name: string;
  readonly bold: boolean;
  readonly file: TrueTypeFile;
  readonly shaper: ShaperFont;
}

/** Faces in order of preference; a character takes the first face that has it. */
export interface Typeface {
  /** PostScript-like name of the whole. */
  readonly name: string;
  readonly faces: readonly FontFace[];
}

export type FontWeight = 'regular' | 'semibold';

const WEIGHTS: Record<FontWeight, { plex: number; naskh: string }> = {
  regular: { plex: 400, naskh: 'Regular' },
  semibold: { plex: 600, naskh: 'Bold' },
};

/**
 * IBM Plex Sans Arabic with its own Latin, as on screen; then Greek and Cyrillic of IBM Plex Sans for names; last Noto
 * Naskh Arabic, which has the letters of other languages in Arabic script. All are OFL-1.1.
 *
 * The web fonts come split by script. That is no loss here: shaping never crosses a script, and each piece keeps the
 * joining rules of its own letters.
 */
const PLEX_PARTS = [
  ['ibm-plex-sans-arabic', 'arabic'],
  ['ibm-plex-sans-arabic', 'latin'],
  ['ibm-plex-sans-arabic', 'latin-ext'],
  ['ibm-plex-sans', 'greek'],
  ['ibm-plex-sans', 'cyrillic'],
] as const;

const loaded = new Map<FontWeight, Typeface>();

/** The house typeface in one weight; read once per process. */
export function typeface(weight: FontWeight): Typeface {
  const known = loaded.get(weight);
  if (known) return known;
  const require = createRequire(import.meta.url);
  const { plex, naskh } = WEIGHTS[weight];
  const faces = PLEX_PARTS.map(([family, part]) => {
    const path = require.resolve(`@fontsource/${family}/files/${family}-${part}-${plex}-normal.woff`);
    return createFace(`${family}-${part}-${plex}`, weight, unpackWoff(readFileSync(path)));
  });
  const naskhPath = require.resolve('@embedpdf/fonts-arabic').replace(/dist[\\/][^\\/]+$/, `fonts/NotoNaskhArabic-${naskh}.ttf`);
  faces.push(createFace(`noto-naskh-arabic-${naskh}`, weight, readFileSync(naskhPath)));
  const made = { name: `MajlisPlex-${weight === 'regular' ? 'Regular' : 'SemiBold'}`, faces };
  loaded.set(weight, made);
  return made;
}

function createFace(name: string, weight: FontWeight, data: Buffer): FontFace {
  const postScriptName = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return { name: postScriptName, bold: weight === 'semibold', file: new TrueTypeFile(data), shaper: harfBuzz().createFont(data) };
}
