/** What a gesture did to one's own annotations. */
export interface Step {
  readonly did: 'added' | 'removed';
  readonly targets: readonly string[];
}

/** The inverse that the journal knows: adding is undone by removing, removing by restoring. */
export type Change = { readonly kind: 'remove' | 'restore'; readonly targets: readonly string[] };

/** Undo per author (AN72): only steps made here, newest first. Others' strokes in between are not touched. */
export class UndoHistory {
  readonly #done: Step[] = [];
  #undone: Step[] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** A new gesture: what was undone before can no longer be redone. */
  record(step: Step): void {
    if (step.targets.length === 0) return;
    this.#done.push(step);
    this.#undone = [];
  }

  undo(): Change | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    return { kind: step.did === 'added' ? 'remove' : 'restore', targets: step.targets };
  }

  redo(): Change | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    return { kind: step.did === 'added' ? 'restore' : 'remove', targets: step.targets };
  }

  /** Annotations that were refused by the server: undoing them would only be refused again. */
  forget(ids: ReadonlySet<string>): void {
    for (const list of [this.#done, this.#undone]) {
      const kept = list
        .map((step) => ({ ...step, targets: step.targets.filter((id) => !ids.has(id)) }))
        .filter(({ targets }) => targets.length > 0);
      list.splice(0, list.length, ...kept);
    }
  }
}
