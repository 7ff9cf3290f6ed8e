/** A token bucket: `burst` at once, `perSecond` on average. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number = performance.now(),
  ) {
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes tokens, all or none. @returns false when there are not enough. */
  take(cost = 1, now: number = performance.now()): boolean {
    this.#refill(now);
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** Takes what is spent already, also what is not there: the debt is paid by waiting. */
  spend(cost: number, now: number = performance.now()): void {
    this.#refill(now);
    this.#tokens -= cost;
  }

  /** Milliseconds until the debt is paid; 0 without one. */
  debtMs(now: number = performance.now()): number {
    this.#refill(now);
    return Math.max(0, Math.ceil((-this.#tokens / this.perSecond) * 1000));
  }

  /** Milliseconds until it is full, as if nothing had been taken. */
  fullMs(now: number = performance.now()): number {
    this.#refill(now);
    return Math.ceil(((this.burst - this.#tokens) / this.perSecond) * 1000);
  }

  #refill(now: number): void {
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
  }
}
