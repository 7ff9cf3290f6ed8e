import type { AccessChanged } from '@app/contracts';
import { RecentRevocations } from './recent-revocations.js';

const scope = (given: Partial<AccessChanged>): AccessChanged => ({
  reason: 'rejudge',
  accountIds: [],
  sessionIds: [],
  meetingIds: [],
  documentIds: [],
  ...given,
});
const identity = { accountId: 'a', sessionId: 's', meetingId: 'm', until: Infinity };
const NOW = 1_000_000;

describe('recent revocations', () => {
  it.each([
    ['his account', { accountIds: ['a'] }, true],
    ['his session', { sessionIds: ['s'] }, true],
    ['his meeting', { meetingIds: ['m'] }, true],
    ['his account in this meeting', { accountIds: ['a'], meetingIds: ['m'] }, true],
    ['his account in another meeting', { accountIds: ['a'], meetingIds: ['n'] }, false],
    ['somebody else in this meeting', { accountIds: ['b'], meetingIds: ['m'] }, false],
    ['somebody else', { accountIds: ['b'], sessionIds: ['t'] }, false],
  ])('CF7 a grant from before the revocation of %s', (_what, given, covered) => {
    const revocations = new RecentRevocations(180);
    revocations.add(scope(given), NOW);
    expect(revocations.covers(identity, NOW / 1000 - 5)).toBe(covered);
  });

  it('CF7 lets in a grant that was judged after it', () => {
    const revocations = new RecentRevocations(180);
    revocations.add(scope({ accountIds: ['a'] }), NOW);
    expect(revocations.covers(identity, NOW / 1000)).toBe(true);
    expect(revocations.covers(identity, NOW / 1000 + 1)).toBe(false);
  });

  it('CF7 trusts no grant from before a time in which it heard nothing', () => {
    const revocations = new RecentRevocations(180);
    revocations.addEverybody(NOW);
    expect([revocations.covers(identity, NOW / 1000 - 5), revocations.covers(identity, NOW / 1000 + 1)]).toEqual([true, false]);
  });

  it('CF7 forgets when no such grant can be alive any more', () => {
    const revocations = new RecentRevocations(180);
    revocations.add(scope({ accountIds: ['a'] }), NOW);
    revocations.add(scope({ accountIds: ['b'] }), NOW + 181_000);
    expect(revocations.covers(identity, NOW / 1000 - 5)).toBe(false);
  });
});
