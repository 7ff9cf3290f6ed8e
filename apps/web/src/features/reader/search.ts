import { fold } from './fold';
import { type Quad } from './geometry';

/** One run of text as pdf.js reports it, in reading (logical) order. */
export interface TextRun {
  readonly text: string;
  readonly direction: 'ltr' | 'rtl' | 'ttb';
  /** Text space to user space: the baseline's origin is (e, f), its direction (a, b). */
  readonly transform: readonly [number, number, number, number, number, number];
  /** Along the baseline and across it, in user space units. */
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
}

export interface PageText {
  readonly runs: readonly TextRun[];
}

/** A run's part, in UTF-16 units. */
export interface RunPart {
  readonly run: number;
  readonly start: number;
  readonly end: number;
}

export interface PageMatch {
  readonly parts: readonly RunPart[];
}

/** The width of a text in any unit; only ratios within one run are used. */
export type MeasureText = (text: string) => number;

/** Every match of a folded query on one page, from first to last, not overlapping. */
export function findInPage(page: PageText, query: string): PageMatch[] {
  if (query === '') return [];
  let text = '';
  const places: { run: number; start: number; end: number }[] = [];
  page.runs.forEach((run, index) => {
    const folded = fold(run.text);
    for (let unit = 0; unit < folded.text.length; unit += 1) {
      const character = folded.text.charAt(unit);
      if (character === ' ' && text.endsWith(' ')) continue;
      text += character;
      places.push({ run: index, start: folded.starts[unit] ?? 0, end: folded.ends[unit] ?? 0 });
    }
    // A line break stands for a blank; without it "مجلس" at a line's end and "الوزراء" on the next would grow together.
    if (run.endsLine && !text.endsWith(' ')) {
      text += ' ';
      places.push({ run: index, start: run.text.length, end: run.text.length });
    }
  });

  const matches: PageMatch[] = [];
  for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + query.length)) {
    const parts: RunPart[] = [];
    for (const place of places.slice(at, at + query.length)) {
      const last = parts.at(-1);
      if (last?.run === place.run) parts[parts.length - 1] = { ...last, end: Math.max(last.end, place.end) };
      else parts.push(place);
    }
    matches.push({ parts: parts.filter((part) => part.end > part.start) });
  }
  return matches;
}

/** Where a match stands on its page: a quad per run, in user space. */
export function matchQuads(page: PageText, match: PageMatch, measure: MeasureText): Quad[] {
  return match.parts.flatMap((part) => {
    const run = page.runs[part.run];
    return run ? [partQuad(run, part, measure)] : [];
  });
}

// Share of the font's height below the baseline. Only the mark's look depends on it, not what is found.
const DESCENT = 0.25;

function partQuad(run: TextRun, part: RunPart, measure: MeasureText): Quad {
  const whole = measure(run.text) || 1;
  const before = measure(run.text.slice(0, part.start)) / whole;
  const through = measure(run.text.slice(0, part.end)) / whole;
  // In a right-to-left run the first character stands at the far end of the baseline.
  const [from, to] = run.direction === 'rtl' ? [1 - through, 1 - before] : [before, through];
  const [a, b, c, d, e, f] = run.transform;
  const alongLength = Math.hypot(a, b) || 1;
  const acrossLength = Math.hypot(c, d) || 1;
  const at = (along: number, across: number) => ({
    x: e + (a / alongLength) * along * run.width + (c / acrossLength) * across * run.height,
    y: f + (b / alongLength) * along * run.width + (d / acrossLength) * across * run.height,
  });
  return [at(from, 1 - DESCENT), at(to, 1 - DESCENT), at(from, -DESCENT), at(to, -DESCENT)];
}
