import type { Clearance } from '@app/contracts';
import { endOf, termsFor } from './term';

const today = new Date('2026-11-22T08:00:00Z');
const clearance = (validUntil: string | null, standing: Clearance['standing'] = 'inForce'): Clearance => ({
  level: 3,
  caveats: [],
  validUntil,
  standing,
  grantedBy: null,
  confirmedBy: null,
  changedAt: '2026-01-01T00:00:00Z',
});

describe('the term of a clearance', () => {
  it('has an end above confidential', () => {
    expect(termsFor(2, null)).toEqual(['none', '6', '12', '24', '36', '60']);
    expect(termsFor(3, null)).toEqual(['6', '12', '24', '36', '60']);
  });

  it('keeps an end where there is one in force', () => {
    expect(termsFor(3, clearance('2027-05-01T00:00:00Z'))[0]).toBe('keep');
    expect(termsFor(3, clearance(null))).not.toContain('keep');
    expect(termsFor(3, clearance('2026-05-01T00:00:00Z', 'expired'))).not.toContain('keep');
    expect(endOf('keep', clearance('2027-05-01T00:00:00Z'), today)).toBe('2027-05-01T00:00:00Z');
  });

  it('counts months from today, and stays within the longest', () => {
    expect(endOf('none', null, today)).toBeNull();
    expect(endOf('6', null, today)).toBe('2027-05-22T08:00:00.000Z');
    expect(endOf('60', null, today)).toBe('2031-11-21T08:00:00.000Z');
  });
});
