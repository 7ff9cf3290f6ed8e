import type { PaperAccess } from '../../access/paper-access.js';
import type { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import { fakeConnection, fakePaper } from '../../sessions/connection.fake.js';
import type { Connection } from '../../sessions/connection.js';
import { Papers } from '../../sessions/papers.js';
import { PresenterHandler } from './presenter.handler.js';

const papers = [fakePaper('open'), fakePaper('secret')];
const place = (versionId: string, page: number) => ({ versionId, documentId: `document-${versionId}`, itemId: `item-${versionId}`, page });

describe('presenter', () => {
  const publisher = { presenterMoved: jest.fn() };
  let attendance: Attendance;
  let presenter: PresenterHandler;
  let judge: jest.Mock<Promise<boolean>, [unknown, { accountId: string }, string]>;
  let leader: Connection;
  let other: Connection;
  beforeEach(() => {
    jest.useFakeTimers();
    publisher.presenterMoved.mockClear();
    attendance = new Attendance();
    judge = jest.fn(
      async (_ctx: unknown, { accountId }: { accountId: string }, versionId: string) => accountId === 'leader' || versionId === 'open',
    );
    const access = { mayRead: judge } as unknown as PaperAccess;
    presenter = new PresenterHandler(new Papers(access), attendance, publisher as unknown as Publisher);
    leader = fakeConnection('leader', { papers });
    other = fakeConnection('other');
    attendance.add(leader);
    attendance.add(other);
  });
  afterEach(() => {
    presenter.close();
    jest.useRealTimers();
  });
  const told = (connection: Connection) =>
    publisher.presenterMoved.mock.calls
      .filter(([to]) => [...(to as Iterable<Connection>)].includes(connection))
      .map(([, now]) => now as { page: number } | null);

  it('AN61 the newest place wins; each person is judged once per paper', async () => {
    for (let page = 1; page <= 30; page += 1) await presenter.lead(leader, place('open', page));
    await jest.advanceTimersByTimeAsync(200);
    expect(told(other).length).toBeLessThan(4);
    expect(told(other).at(-1)).toMatchObject({ page: 30 });
    expect(judge.mock.calls.filter(([, { accountId }]) => accountId === 'other')).toHaveLength(1);
  });

  it('AN61 a place in a paper one may not read did not happen, also for whoever comes late', async () => {
    await presenter.lead(leader, place('open', 4));
    await jest.advanceTimersByTimeAsync(100);
    await presenter.lead(leader, place('secret', 9));
    await jest.advanceTimersByTimeAsync(100);
    expect(told(other)).toEqual([{ ...place('open', 4), accountId: 'leader' }]);
    expect(await presenter.shownTo(fakeConnection('late'))).toEqual({ ...place('open', 4), accountId: 'leader' });
    expect(await presenter.shownTo(leader)).toMatchObject({ page: 9 });
    await presenter.stop(leader, {});
    expect(told(other).at(-1)).toBeNull();
  });

  it('AN61 whoever was shown nothing does not hear the end either', async () => {
    await presenter.lead(leader, place('secret', 1));
    await jest.advanceTimersByTimeAsync(100);
    await presenter.stop(leader, {});
    expect(told(other)).toEqual([]);
    expect(await presenter.shownTo(other)).toBeNull();
  });

  it('AN61 a move while people are being judged is told after, never an old place after a new one', async () => {
    let answer: (may: boolean) => void = () => undefined;
    judge.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await presenter.lead(leader, place('open', 1));
    await jest.advanceTimersByTimeAsync(50);
    await presenter.lead(leader, place('open', 2));
    await jest.advanceTimersByTimeAsync(50);
    answer(true);
    await jest.advanceTimersByTimeAsync(200);
    const pages = told(other).map((now) => now?.page);
    expect(pages).toEqual([...pages].sort());
    expect(pages.at(-1)).toBe(2);
  });

  it('AN61 a broken line ends leading after twenty seconds, and not before', async () => {
    await presenter.lead(leader, place('open', 1));
    await jest.advanceTimersByTimeAsync(100);
    attendance.remove(leader);
    presenter.left(leader);
    await jest.advanceTimersByTimeAsync(15_000);
    attendance.add(leader);
    await presenter.shownTo(leader); // back
    await jest.advanceTimersByTimeAsync(15_000);
    expect(told(other)).not.toContain(null);
    attendance.remove(leader);
    presenter.left(leader);
    await jest.advanceTimersByTimeAsync(20_001);
    expect(told(other).at(-1)).toBeNull();
  });

  it('AN32 a paper that is not his, or ids that do not belong together, do not exist', async () => {
    await expect(presenter.lead(leader, { ...place('open', 1), itemId: 'item-secret' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
