import { behavior, type Scope, type Behavior } from '../../state';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
  /** Null where nothing can be undone. */
  readonly undo: (() => void) | null;
}

export interface ToastOptions {
  tone?: Toast['tone'];
  undo?: () => void;
  /** Runs when the chance to undo has passed: here the real removal happens. */
  onPassed?: () => void;
}

export const TOAST_MS = 8000;

interface Entry {
  toast: Toast;
  scope: Scope;
  onPassed: (() => void) | undefined;
}

/**
 * Short messages with a way back. "Undo" is a promise: what `onPassed` does has not happened while the message
 * stands, and happens when it leaves, also when the page is left before.
 */
export class Toasts {
  readonly #list = behavior<readonly Toast[]>([]);
  readonly #entries = new Map<number, Entry>();
  readonly #scope: Scope;
  #last = 0;

  constructor(scope: Scope, page: EventTarget | null) {
    this.#scope = scope;
    if (page) scope.listen(page, 'pagehide', () => this.passAll());
  }

  get list(): Behavior<readonly Toast[]> {
    return this.#list;
  }

  show(text: string, { tone = 'plain', undo, onPassed }: ToastOptions = {}): number {
    const id = ++this.#last;
    const toast: Toast = {
      id,
      text,
      tone,
      undo: undo
        ? () => {
            if (this.#take(id)) undo();
          }
        : null,
    };
    this.#entries.set(id, { toast, scope: this.#scope.child(), onPassed });
    this.resume(id);
    this.#refresh();
    return id;
  }

  /** Somebody reads it: it does not leave under his eyes. */
  hold(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.scope.end();
    entry.scope = this.#scope.child();
  }

  resume(id: number): void {
    this.#entries.get(id)?.scope.after(TOAST_MS, () => this.dismiss(id));
  }

  dismiss(id: number): void {
    this.#take(id)?.onPassed?.();
  }

  /** Nobody can undo any more: whoever waits for that goes on now. */
  passAll(): void {
    for (const id of [...this.#entries.keys()]) this.dismiss(id);
  }

  /** They were somebody else's: nothing that still waited is done, it would be done in the name of the next. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.#take(id);
  }

  #take(id: number): Entry | null {
    const entry = this.#entries.get(id);
    if (!entry) return null;
    entry.scope.end();
    this.#entries.delete(id);
    this.#refresh();
    return entry;
  }

  #refresh(): void {
    this.#list.next([...this.#entries.values()].map((entry) => entry.toast));
  }
}
