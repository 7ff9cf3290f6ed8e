import { EVERY_STATE, joinLabels, type Label } from '@app/contracts';
import { behavior, type Behavior } from '../state';

/** What is on the screen: a label that states all of it, or one that no single country may see. */
export interface Shown {
  readonly label: Label;
  /** The sources together may go to no country: the words say so instead of naming any. */
  readonly noCountry: boolean;
}

/** Screens register what they show; the banner states the join of it (DESIGN §3: derived things). */
export class ClassificationRegistry {
  readonly #shown = behavior<Shown | null>(null);
  readonly #labels = new Map<symbol, Label>();

  get shown(): Behavior<Shown | null> {
    return this.#shown;
  }

  /** Returns how to take it off again. */
  show(label: Label): () => void {
    const key = Symbol();
    this.#labels.set(key, label);
    this.#refresh();
    return () => {
      this.#labels.delete(key);
      this.#refresh();
    };
  }

  #refresh(): void {
    this.#shown.next(joinShown([...this.#labels.values()]));
  }
}

export function joinShown(labels: readonly Label[]): Shown | null {
  const [first] = labels;
  if (!first) return null;
  try {
    return { label: joinLabels(labels), noCountry: false };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Level and caveats still join; only the countries do not.
    const everywhere = labels.map((label): Label => ({ ...label, releasableTo: [EVERY_STATE] }));
    return { label: joinLabels(everywhere), noCountry: true };
  }
}
