import type { PaperAccess } from '../../access/paper-access.js';
import type { Scope } from '../../journal/journal.types.js';
import type { Publisher } from '../../publish.js';
import { fakeConnection, fakePaper } from '../../sessions/connection.fake.js';
import { Papers } from '../../sessions/papers.js';
import { InkHandler } from './ink.handler.js';

const stroke = (id: string, layer: 'private' | 'delegation' | 'meeting' = 'meeting') => ({
  id,
  layer,
  page: 1,
  nib: 'pen' as const,
  colour: 'ink' as const,
  width: 1,
  points: [1, 2, 0.5],
});

describe('live ink', () => {
  const publisher = { inkProgressed: jest.fn<void, [string, Scope, unknown[]]>() };
  let handler: InkHandler;
  beforeEach(() => {
    jest.useFakeTimers();
    publisher.inkProgressed.mockClear();
    handler = new InkHandler(new Papers({} as PaperAccess), publisher as unknown as Publisher);
  });
  afterEach(() => jest.useRealTimers());

  it('AN21 one frame per scope and tick', async () => {
    const [one, two] = [
      fakeConnection('one', { papers: [fakePaper('v')] }),
      fakeConnection('two', { delegation: 'SA', papers: [fakePaper('v')] }),
    ];
    for (let n = 0; n < 5; n += 1) await handler.progress(one, { versionId: 'v', stroke: stroke(`a${n}`) });
    await handler.progress(two, { versionId: 'v', stroke: stroke('b') });
    await handler.progress(two, { versionId: 'v', stroke: stroke('c', 'delegation') });
    await jest.advanceTimersByTimeAsync(17);
    expect(publisher.inkProgressed.mock.calls.map(([, scope, strokes]) => [scope, strokes.length])).toEqual([
      [{ layer: 'meeting', audience: '' }, 6],
      [{ layer: 'delegation', audience: 'SA' }, 1],
    ]);
    await jest.advanceTimersByTimeAsync(500);
    expect(publisher.inkProgressed).toHaveBeenCalledTimes(2);
  });

  it('AN20 a private stroke is passed on to nobody', async () => {
    await handler.progress(fakeConnection('one', { papers: [fakePaper('v')] }), { versionId: 'v', stroke: stroke('a', 'private') });
    await jest.advanceTimersByTimeAsync(100);
    expect(publisher.inkProgressed).not.toHaveBeenCalled();
  });

  it('AN32 AN33 not on a paper that is not open, nor on a layer one may not write to', async () => {
    await expect(handler.progress(fakeConnection('one'), { versionId: 'v', stroke: stroke('a') })).rejects.toMatchObject({
      code: 'not_found',
    });
    const observer = fakeConnection('one', { papers: [fakePaper('v', { write: false })] });
    await expect(handler.progress(observer, { versionId: 'v', stroke: stroke('a') })).rejects.toMatchObject({ code: 'not_found' });
  });
});
