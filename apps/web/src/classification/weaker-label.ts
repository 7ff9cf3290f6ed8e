import { dominates, EVERY_STATE, type Label } from '@app/contracts';

/** Why a wish cannot be sent yet; the server decides about it in any case. */
export type WishProblem = 'label' | 'notWeaker' | 'reason';

export function problemOf(present: Label, wish: Label | null, reason: string): WishProblem | null {
  if (!wish) return 'label';
  if (dominates(wish, present)) return 'notWeaker';
  return reason.trim() === '' ? 'reason' : null;
}

/** The label with one country more. */
export function openedTo(label: Label, country: string): Label {
  const countries: readonly string[] = label.releasableTo;
  if (countries[0] === EVERY_STATE || countries.includes(country)) return label;
  return { ...label, releasableTo: [...countries, country] };
}

/** What a change of a label gives away, part by part. */
export interface Weakening {
  readonly lower: boolean;
  readonly droppedCaveats: readonly string[];
  /** Countries that may know from now on; `EVERY_STATE` for all of them. */
  readonly addedCountries: readonly string[];
}

export function weakeningOf(from: Label, to: Label): Weakening {
  const before: readonly string[] = from.releasableTo;
  return {
    lower: to.level < from.level,
    droppedCaveats: from.caveats.filter((caveat) => !to.caveats.includes(caveat)),
    addedCountries: before[0] === EVERY_STATE ? [] : to.releasableTo.filter((country) => !before.includes(country)),
  };
}
