type Ending = () => void;

/**
 * Owns everything that has to stop together: listeners, timers, requests, sockets. Ending it ends its
 * children first, then runs the endings in reverse order, once. Something added after the end is ended at
 * once, so that an answer arriving late cannot leak a connection.
 */
export class Scope {
  readonly #endings: Ending[] = [];
  readonly #controller = new AbortController();

  /** Aborted when the scope ends: pass it to requests. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get ended(): boolean {
    return this.#controller.signal.aborted;
  }

  onEnd(ending: Ending): void {
    if (this.ended) ending();
    else this.#endings.push(ending);
  }

  child(): Scope {
    const child = new Scope();
    this.onEnd(() => child.end());
    return child;
  }

  listen<K extends keyof WindowEventMap>(target: Window, type: K, listener: (event: WindowEventMap[K]) => void): void;
  listen(target: EventTarget, type: string, listener: (event: Event) => void): void;
  listen(target: EventTarget, type: string, listener: (event: never) => void): void {
    target.addEventListener(type, listener as EventListener);
    this.onEnd(() => target.removeEventListener(type, listener as EventListener));
  }

  every(milliseconds: number, tick: () => void): void {
    const timer = setInterval(tick, milliseconds);
    this.onEnd(() => clearInterval(timer));
  }

  /** Runs once after the delay unless the scope ends first. Returns how to call it off. */
  after(milliseconds: number, run: () => void): () => void {
    const timer = setTimeout(run, milliseconds);
    const cancel = () => clearTimeout(timer);
    this.onEnd(cancel);
    return cancel;
  }

  /** Idempotent. */
  end(): void {
    if (this.ended) return;
    this.#controller.abort();
    for (const ending of this.#endings.splice(0).reverse()) ending();
  }
}
