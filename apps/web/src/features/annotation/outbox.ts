import { MAX_OPERATIONS, type AnnotationClock, type AnnotationLayer, type AnnotationOperation } from '@app/contracts';
import type { OwnOperation } from './paper-state';

/** Characters of one message: far below what the socket accepts, so that a long outage never produces one that is cut off. */
const MESSAGE_CHARACTERS = 120_000;

/** Operations of one gesture: stored together or not at all. */
export type Gesture = readonly AnnotationOperation[];

interface Acknowledged {
  readonly operation: AnnotationOperation;
  readonly layer: AnnotationLayer;
  readonly seq: number;
}

/**
 * What is not stored yet, in the order it was made. Nothing leaves it but by an acknowledgement, by the stored
 * operation itself, or by a refusal that trying again cannot heal (AN71).
 */
export class Outbox {
  #gestures: Gesture[] = [];
  /** Refused for good: kept and shown until the person decides, because nothing he wrote may vanish by itself. */
  #parked: Gesture[] = [];
  /** Stored, but not heard yet: without them a stroke would blink between its acknowledgement and its notice. */
  #acknowledged: Acknowledged[] = [];

  /** The place of each operation in the order they were made, by id. */
  readonly #places = new Map<string, number>();
  #made = 0;

  /**
   * Everything the journal has not told of, in the order it was made. Acknowledgements come in another order (a notice
   * may overtake the answer to an earlier message): a stroke that was taken back would be shown again.
   */
  get operations(): readonly OwnOperation[] {
    const place = ({ operation }: OwnOperation) => this.#places.get(operation.id) ?? 0;
    return [
      ...this.#acknowledged.map(({ operation }) => ({ operation, acknowledged: true })),
      ...[...this.#parked, ...this.#gestures].flat().map((operation) => ({ operation, acknowledged: false })),
    ].sort((left, right) => place(left) - place(right));
  }

  get parked(): number {
    return this.#parked.length;
  }

  /** Gestures that are not stored. */
  get size(): number {
    return this.#gestures.length;
  }

  put(gesture: Gesture): void {
    if (gesture.length === 0) return;
    for (const { id } of gesture) this.#places.set(id, (this.#made += 1));
    this.#gestures.push(gesture);
  }

  /** The oldest gestures that fit into one message; `alone` gives the oldest only, to find the one that is refused. */
  next(alone: boolean): { readonly operations: Gesture; readonly gestures: number } {
    const operations: AnnotationOperation[] = [];
    let characters = 0;
    let gestures = 0;
    for (const gesture of this.#gestures) {
      characters += JSON.stringify(gesture).length;
      if (gestures > 0 && (alone || operations.length + gesture.length > MAX_OPERATIONS || characters > MESSAGE_CHARACTERS)) break;
      operations.push(...gesture);
      gestures += 1;
    }
    return { operations, gestures };
  }

  /** These are stored under these numbers. */
  acknowledge(acks: readonly { id: string; seq: number }[], layerOf: (operation: AnnotationOperation) => AnnotationLayer | null): void {
    const numbers = new Map(acks.map(({ id, seq }) => [id, seq]));
    for (const operation of [...this.#parked, ...this.#gestures].flat()) {
      const seq = numbers.get(operation.id);
      const layer = layerOf(operation);
      if (seq !== undefined && layer) this.#acknowledged.push({ operation, layer, seq });
    }
    this.#leave(new Set(numbers.keys()));
  }

  /** The state holds everything up to here. */
  hear(clock: AnnotationClock): void {
    const heard = ({ layer, seq }: Acknowledged) => seq <= clock[layer];
    for (const { operation } of this.#acknowledged.filter(heard)) this.#places.delete(operation.id);
    this.#acknowledged = this.#acknowledged.filter((acknowledged) => !heard(acknowledged));
  }

  /** The oldest gesture was refused for good. */
  park(): void {
    const gesture = this.#gestures.shift();
    if (gesture) this.#parked.push(gesture);
  }

  /** Tries what was refused once more, before everything else. */
  unpark(): void {
    this.#gestures.unshift(...this.#parked.splice(0));
  }

  /** Gives up what was refused. @returns it */
  discard(): Gesture {
    const given = this.#parked.splice(0).flat();
    for (const { id } of given) this.#places.delete(id);
    return given;
  }

  #leave(ids: ReadonlySet<string>): void {
    const without = (gestures: readonly Gesture[]) =>
      gestures.map((gesture) => gesture.filter(({ id }) => !ids.has(id))).filter((gesture) => gesture.length > 0);
    this.#gestures = without(this.#gestures);
    this.#parked = without(this.#parked);
  }
}
