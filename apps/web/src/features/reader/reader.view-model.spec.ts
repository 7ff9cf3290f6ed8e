import type { PageGeometry, View } from '@app/contracts';
import { behavior, Scope } from '../../state';
import { ApiError } from '../../wire/api-error';
import { followPage, type FollowedPage } from './follow';
import type { PageSource } from './page-source';
import { createReaderViewModel, type ReaderPorts } from './reader.view-model';

const geometry: PageGeometry = { x: 0, y: 0, width: 600, height: 800, rotation: 0 };
const view = (more: Partial<View> = {}): View => ({
  id: 'view',
  documentId: 'paper',
  versionId: 'version',
  meetingId: 'meeting',
  itemId: 'item',
  title: 'وثيقة',
  language: 'ar',
  label: { level: 1, caveats: [], releasableTo: ['ALL'], originator: 'BH' },
  copyNumber: 1,
  delivery: 'download',
  size: 1000,
  pages: Array.from({ length: 12 }, () => geometry),
  abilities: { note: true, write: true, download: true },
  ...more,
});

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function bench(answer: () => Promise<View> = () => Promise.resolve(view())) {
  const destroyed = jest.fn();
  let events: Parameters<ReaderPorts['createSource']>[1] | null = null;
  const source: PageSource = {
    hasText: true,
    paint: () => Promise.resolve(),
    text: () => Promise.resolve(null),
    layText: () => Promise.resolve(),
    outline: () => Promise.resolve([]),
    forget: () => undefined,
    destroy: destroyed,
  };
  const scope = new Scope();
  const openView = jest.fn(answer);
  const reader = createReaderViewModel(scope, {
    openView,
    createSource: (_, given) => {
      events = given;
      return source;
    },
    measure: (text) => text.length,
    pixelRatio: () => 1,
    downloadAddress: ({ id }) => `/download/${id}`,
  });
  return { reader, scope, destroyed, openView, events: () => events };
}

describe('the reader', () => {
  it('RD1 shows the paper in its final form before it is open, then opens it at the page asked for', async () => {
    const { reader } = bench();
    reader.open({ documentId: 'paper', pageCount: 12, page: 5 });
    expect(reader.paper.value.kind).toBe('opening');
    expect(reader.pages.pageCount.value).toBe(12);
    await settle();
    expect(reader.paper.value.kind).toBe('open');
    expect(reader.currentPage.value).toBe(5);
    expect(reader.download.value).toBe('/download/view');
  });

  it('has no way to download where one may not', async () => {
    const { reader } = bench(() => Promise.resolve(view({ abilities: { note: true, write: true, download: false } })));
    reader.open({ documentId: 'paper' });
    await settle();
    expect(reader.download.value).toBeNull();
  });

  it('RD2 says the same for a paper that does not exist and one that is refused, and keeps no page of it', async () => {
    const { reader } = bench(() => Promise.reject(new ApiError('not_found')));
    reader.open({ documentId: 'paper', pageCount: 3 });
    await settle();
    expect(reader.paper.value.kind).toBe('missing');
    expect(reader.pages.pageCount.value).toBe(0);
  });

  it('RD3 offers to try again only where that can help', async () => {
    const lost = bench(() => Promise.reject(new ApiError('network_lost')));
    lost.reader.open({ documentId: 'paper' });
    await settle();
    const state = lost.reader.paper.value;
    if (state.kind !== 'failed' || !state.retry) throw new Error('retry expected');
    lost.openView.mockResolvedValueOnce(view());
    state.retry();
    await settle();
    expect(lost.reader.paper.value.kind).toBe('open');

    const unreadable = bench(() => Promise.reject(new ApiError('answer_unreadable')));
    unreadable.reader.open({ documentId: 'paper' });
    await settle();
    expect(unreadable.reader.paper.value).toMatchObject({ kind: 'failed', retry: null });
  });

  it('RD2 drops everything at once when access ends while reading', async () => {
    const { reader, destroyed, events } = bench();
    reader.open({ documentId: 'paper' });
    await settle();
    events()?.onRefused(new ApiError('not_found'));
    expect(reader.paper.value.kind).toBe('missing');
    expect(reader.pages.mounted.value).toEqual({ first: 1, last: 0 });
    expect(destroyed).toHaveBeenCalledTimes(1);
  });

  it('RD3 says that bytes are being waited for as long as any are', async () => {
    const { reader, events } = bench();
    reader.open({ documentId: 'paper' });
    await settle();
    const state = reader.paper.value;
    if (state.kind !== 'open') throw new Error('open expected');
    events()?.onStall(true);
    events()?.onStall(true);
    events()?.onStall(false);
    expect(state.paper.stalled.value).toBe(true);
    events()?.onStall(false);
    expect(state.paper.stalled.value).toBe(false);
  });

  it('lets the last paper asked for win, whatever arrives first', async () => {
    const arrive: ((view: View) => void)[] = [];
    const { reader } = bench(() => new Promise((resolve) => arrive.push(resolve)));
    reader.open({ documentId: 'first' });
    reader.open({ documentId: 'second' });
    arrive[1]?.(view({ id: 'second' }));
    arrive[0]?.(view({ id: 'first' }));
    await settle();
    expect(reader.paper.value).toMatchObject({ kind: 'open', paper: { view: { id: 'second' } } });
  });

  it('closes with its scope', async () => {
    const { reader, scope, destroyed } = bench();
    reader.open({ documentId: 'paper' });
    await settle();
    scope.end();
    expect(destroyed).toHaveBeenCalledTimes(1);
  });

  it('RD11 obeys the keys', async () => {
    const { reader } = bench();
    reader.open({ documentId: 'paper' });
    await settle();
    reader.run('lastPage');
    expect(reader.currentPage.value).toBe(12);
    reader.run('previousPage');
    expect(reader.currentPage.value).toBe(11);
    reader.run('firstPage');
    expect(reader.currentPage.value).toBe(1);
    reader.toggleSide('thumbnails');
    reader.run('openSearch');
    reader.run('dismiss');
    expect(reader.side.value).toBe('thumbnails');
    reader.run('dismiss');
    expect(reader.side.value).toBe('none');
  });
});

describe('following the presenter', () => {
  it('RD13 goes where he goes within this paper, and begins where he is', async () => {
    const { reader, scope } = bench();
    const followed = behavior<FollowedPage | null>(null);
    followPage(scope, reader, followed);
    reader.open({ documentId: 'paper', page: 2 });
    followed.next({ documentId: 'paper', page: 7 });
    await settle();
    expect(reader.currentPage.value).toBe(7);
    followed.next({ documentId: 'another', page: 3 });
    expect(reader.currentPage.value).toBe(7);
    followed.next({ documentId: 'paper', page: 9 });
    expect(reader.currentPage.value).toBe(9);
    followed.next(null);
    expect(reader.currentPage.value).toBe(9);
  });
});
