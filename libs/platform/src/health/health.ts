/** Checks that decide whether a process is ready to serve; each answers within a second. */
export class HealthRegistry {
  readonly #checks = new Map<string, () => boolean | Promise<boolean>>();
  #draining = false;

  add(name: string, check: () => boolean | Promise<boolean>): void {
    this.#checks.set(name, check);
  }

  /** From now on not ready: the proxy sends nobody new while the running work ends. */
  drain(): void {
    this.#draining = true;
  }

  async ready(): Promise<{ status: 'ok' | 'unavailable'; checks: Record<string, boolean> }> {
    const checks = Object.fromEntries(
      await Promise.all([...this.#checks].map(async ([name, check]) => [name, await withinASecond(check)] as const)),
    );
    const ok = !this.#draining && Object.values(checks).every(Boolean);
    return { status: ok ? 'ok' : 'unavailable', checks };
  }
}

async function withinASecond(check: () => boolean | Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 1000);
  });
  try {
    return await Promise.race([Promise.resolve(check()), timeout]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
