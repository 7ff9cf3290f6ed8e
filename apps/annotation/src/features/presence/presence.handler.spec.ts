import type { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import { fakeConnection } from '../../sessions/connection.fake.js';
import { PresenceHandler } from './presence.handler.js';

describe('presence', () => {
  const publisher = { attend: jest.fn(), presenceChanged: jest.fn() };
  let presence: PresenceHandler;
  beforeEach(() => {
    jest.useFakeTimers();
    publisher.presenceChanged.mockClear();
    presence = new PresenceHandler(new Attendance(), publisher as unknown as Publisher);
  });
  afterEach(() => jest.useRealTimers());
  const told = () =>
    publisher.presenceChanged.mock.calls.map(([, list]) => (list as { accountId: string }[]).map(({ accountId }) => accountId));

  it('AN60 two hundred people coming at once are told in a few lists', () => {
    for (let n = 0; n < 200; n += 1) presence.attend(fakeConnection(`p${String(n).padStart(3, '0')}`));
    jest.advanceTimersByTime(200);
    expect(told().length).toBeLessThanOrEqual(2);
    expect(told().at(-1)).toHaveLength(200);
  });

  it('AN60 a second device changes nothing, leaving with one of two neither', () => {
    const [first, second] = [fakeConnection('a'), fakeConnection('a')];
    presence.attend(first);
    jest.advanceTimersByTime(100);
    expect(presence.attend(second).map(({ accountId }) => accountId)).toEqual(['a']);
    jest.advanceTimersByTime(100);
    presence.leave(second);
    jest.advanceTimersByTime(100);
    expect(told()).toEqual([['a']]);
  });

  it('AN63 who comes back at once was never away; who does not is gone after three seconds', () => {
    const first = fakeConnection('a');
    presence.attend(fakeConnection('b'));
    presence.attend(first);
    jest.advanceTimersByTime(100);
    presence.leave(first);
    jest.advanceTimersByTime(1_000);
    const second = fakeConnection('a');
    presence.attend(second);
    jest.advanceTimersByTime(10_000);
    expect(told()).toEqual([['a', 'b']]);
    presence.leave(second);
    jest.advanceTimersByTime(2_900);
    expect(told()).toHaveLength(1);
    jest.advanceTimersByTime(200);
    expect(told()).toEqual([['a', 'b'], ['b']]);
  });
});
