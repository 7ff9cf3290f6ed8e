import type { InkProgressed, InkShape } from '@app/contracts';
import { keyOf } from './paper-state';

/** A stroke of somebody else that is being written. */
export interface LiveStroke {
  readonly key: string;
  readonly page: number;
  readonly shape: InkShape;
  readonly heardAt: number;
}

/** A stroke whose writer fell silent: his line broke, or its points got lost. The stored one comes by itself. */
const SILENCE_MS = 3000;
/** A forged or endless stroke must not grow without end. */
const MAX_VALUES = 12_000;

/** Adds what was heard. Own strokes are left out: they are on the page already. */
export function hearStrokes(
  live: ReadonlyMap<string, LiveStroke>,
  strokes: InkProgressed['strokes'],
  me: string,
  now: number,
): Map<string, LiveStroke> {
  const next = new Map(live);
  for (const { author, id, page, nib, colour, width, points } of strokes) {
    if (author.accountId === me) continue;
    const key = keyOf(author, id);
    const before = next.get(key)?.shape.points ?? [];
    if (before.length > MAX_VALUES) continue;
    next.set(key, { key, page, shape: { kind: 'ink', nib, colour, width, points: [...before, ...points] }, heardAt: now });
  }
  return next;
}

/** Leaves out strokes that are stored by now, and silent ones. The same map when nothing changes. */
export function settleStrokes(
  live: ReadonlyMap<string, LiveStroke>,
  isStored: (key: string) => boolean,
  now: number,
): ReadonlyMap<string, LiveStroke> {
  const kept = [...live].filter(([key, { heardAt }]) => !isStored(key) && now - heardAt < SILENCE_MS);
  return kept.length === live.size ? live : new Map(kept);
}
