import { ASSURANCE, type Assurance, LEVEL, type Level, type SystemRole } from '@app/contracts';

const MINUTES = 60;
const HOURS = 60 * MINUTES;

export interface SessionLimits {
  /** Seconds without a sign of the person after which it is over. */
  readonly idleSeconds: number;
  /** Longest life, whatever happens in it, in seconds. */
  readonly absoluteSeconds: number;
}

/** The policy as data: the first row whose level the session reaches holds. */
export const SESSION_LIMITS: readonly (SessionLimits & { readonly from: Level | -1 })[] = [
  { from: LEVEL.secret, idleSeconds: 15 * MINUTES, absoluteSeconds: 8 * HOURS },
  { from: -1, idleSeconds: 30 * MINUTES, absoluteSeconds: 12 * HOURS },
];

export interface SessionReach {
  readonly assurance: Assurance;
  readonly ceiling: Level;
  /** −1 without any. */
  readonly clearance: Level | -1;
  readonly systemRole: SystemRole | null;
}

/** Limits of a session by the highest level it can open. Whoever runs the system strongly is held to the shortest. */
export function sessionLimits({ assurance, ceiling, clearance, systemRole }: SessionReach): SessionLimits {
  const strong = assurance === ASSURANCE.strong;
  const assured = strong ? LEVEL.topSecret : LEVEL.restricted;
  const reach = strong && systemRole !== null ? LEVEL.topSecret : Math.min(assured, ceiling, clearance);
  const found = SESSION_LIMITS.find(({ from }) => reach >= from);
  if (!found) throw new Error('the last row holds for every session');
  return found;
}

/** Seconds for which a strong proof counts as fresh (docs/access-policy.md §1). */
export const FRESH_SECONDS = 5 * MINUTES;

/** Whether a strong proof of that time is fresh now. A time ahead of us is no proof of anything. */
export function isFresh(strongAt: Date | null, now: Date): boolean {
  if (!strongAt) return false;
  const age = now.getTime() - strongAt.getTime();
  return age >= -1_000 && age <= FRESH_SECONDS * 1_000;
}
