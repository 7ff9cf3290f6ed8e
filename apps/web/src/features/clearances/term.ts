import type { Clearance, Level } from '@app/contracts';
import { CLEARANCE_YEARS, LEVEL } from '@app/contracts';

/** For how long a clearance is wished; `as now` keeps the end there is. */
export const TERMS = ['keep', 'none', '6', '12', '24', '36', '60'] as const;
export type Term = (typeof TERMS)[number];

/** The terms that can be chosen: above confidential a clearance ends, and only what has an end can keep it. */
export function termsFor(level: Level, now: Clearance | null): Term[] {
  const kept = now?.standing === 'inForce' ? now : null;
  return TERMS.filter((term) => {
    if (term === 'keep') return kept !== null && kept.validUntil !== null;
    return term !== 'none' || level <= LEVEL.confidential;
  });
}

/** The end of a term from today; null for none. A day less than the longest, so that the server’s clock may be behind. */
export function endOf(term: Term, now: Clearance | null, today: Date): string | null {
  if (term === 'none') return null;
  if (term === 'keep') return now?.validUntil ?? null;
  const end = new Date(today);
  end.setUTCMonth(end.getUTCMonth() + Number(term));
  if (Number(term) === CLEARANCE_YEARS * 12) end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString();
}
