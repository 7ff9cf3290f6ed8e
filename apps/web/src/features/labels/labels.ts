import type { LabelRequest, ReleaseAsk } from '@app/contracts';

type Outcome = 'approved' | 'rejected' | 'takenBack';

/** Open requests and decided ones, each in the order they came in. */
export function partsOf(requests: readonly LabelRequest[]): { open: LabelRequest[]; decided: LabelRequest[] } {
  return { open: requests.filter(({ outcome }) => outcome === null), decided: requests.filter(({ outcome }) => outcome !== null) };
}

/** What became of a request: whoever refuses his own has taken it back. */
export function outcomeOf({ outcome, requestedBy, decidedBy }: LabelRequest): Outcome | null {
  return outcome === 'rejected' && decidedBy?.id === requestedBy.id ? 'takenBack' : outcome;
}

export interface AskedThing {
  readonly thing: ReleaseAsk['things'][number];
  /** A wish about its label is already waiting for a second person. */
  readonly waiting: boolean;
  /** A paper whose item is listed above it. */
  readonly under: boolean;
}

/** What lies behind the item that was asked about: the item first, because it is released before its papers. */
export function thingsBehind(ask: ReleaseAsk, requests: readonly LabelRequest[]): AskedThing[] {
  const waiting = new Set(partsOf(requests).open.map(({ objectId }) => objectId));
  const items = ask.things.filter(({ kind }) => kind !== 'document');
  const papers = ask.things.filter(({ kind }) => kind === 'document');
  return [...items, ...papers].map((thing) => ({
    thing,
    waiting: waiting.has(thing.objectId),
    under: thing.kind === 'document' && items.length > 0,
  }));
}

/** Those to deal with first, each part newest first. */
export function askedInOrder(asked: readonly ReleaseAsk[]): ReleaseAsk[] {
  return asked.toSorted((left, right) => Number(left.answered) - Number(right.answered) || right.askedAt.localeCompare(left.askedAt));
}
