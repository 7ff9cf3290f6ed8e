import type { FontFace, Typeface } from './typeface.js';

/** A stretch of text of one level, one face and one script. Offsets are UTF-16 units of the paragraph. */
export interface TextRun {
  start: number;
  end: number;
  level: number;
  face: FontFace;
  /** ISO 15924. */
  script: string;
}

const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
const MARK = /^\p{M}$/u;
const SCRIPTS = [
  ['Arab', /\p{Script=Arabic}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
] as const;

/**
 * Cuts a line into runs. A mark stays with the face of its letter, an invisible character with its neighbour, and a
 * space or a digit with the face before it where that face has one: every cut costs kerning.
 *
 * @param levels levels of the line's units, the first belonging to `start`
 */
export function itemize(paragraph: string, levels: readonly number[], start: number, typeface: Typeface): TextRun[] {
  const runs: TextRun[] = [];
  let current: TextRun | undefined;
  for (let i = start; i < start + levels.length;) {
    const codePoint = paragraph.codePointAt(i) ?? 0;
    const length = codePoint > 0xffff ? 2 : 1;
    const level = levels[i - start] ?? 0;
    const face = chooseFace(codePoint, current?.face, typeface);
    if (current && current.level === level && current.face === face) current.end = Math.min(i + length, start + levels.length);
    else runs.push((current = { start: i, end: i + length, level, face, script: 'Latn' }));
    i += length;
  }
  for (const run of runs) {
    const text = paragraph.slice(run.start, run.end);
    run.script = SCRIPTS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'Latn';
  }
  return runs;
}

function chooseFace(codePoint: number, previous: FontFace | undefined, typeface: Typeface): FontFace {
  const character = String.fromCodePoint(codePoint);
  const has = (face: FontFace): boolean => face.file.glyphOf(codePoint) !== undefined;
  if (previous && (INVISIBLE.test(character) || (MARK.test(character) && has(previous)) || (character === ' ' && has(previous))))
    return previous;
  const first = typeface.faces.find(has) ?? previous ?? typeface.faces[0];
  if (!first) throw new Error('typeface without faces');
  return first;
}
