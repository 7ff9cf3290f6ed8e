import { behavior, type Scope, type Behavior } from '../state';

const PROBE_EVERY_MS = 2000;
const PROBE_TIMEOUT_MS = 2500;

/**
 * Whether the product can be reached. The browser's own word arrives first when the cable is out, but it says
 * nothing about a dead server or a captive portal; so after a failed request we ask the server itself until it
 * answers. While all is well nothing is asked.
 */
export class Network {
  readonly #online = behavior(true);
  readonly #scope: Scope;
  #probing: Scope | null = null;

  constructor(scope: Scope) {
    this.#scope = scope;
    scope.listen(window, 'offline', () => this.lost());
    scope.listen(window, 'online', () => void this.#probe());
    if (!navigator.onLine) this.lost();
  }

  get online(): Behavior<boolean> {
    return this.#online;
  }

  /** Somebody saw a request fail before any server answered. */
  lost(): void {
    this.#online.next(false);
    if (this.#probing) return;
    this.#probing = this.#scope.child();
    this.#probing.every(PROBE_EVERY_MS, () => void this.#probe());
  }

  async #probe(): Promise<void> {
    try {
      await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    } catch {
      this.lost();
      return;
    }
    this.#probing?.end();
    this.#probing = null;
    this.#online.next(true);
  }
}
