import type { Presenter } from '@app/contracts';
import { behavior, Scope } from '../../state';
import { ApiError } from '../../wire/api-error';
import type { ConnectionStatus } from '../../wire';
import type { AnnotationConnection } from './annotation.view-model';
import { createMeetingSocket } from './meeting-socket.view-model';

jest.mock('../../wire', () => ({ ...jest.requireActual<object>('../../wire/api-error') }));

const me = { accountId: 'me', delegation: 'BH' };
const at = (page: number, accountId = 'chair'): Presenter => ({ accountId, versionId: 'v', documentId: 'd', itemId: 'i', page });

function setUp(lead = false) {
  const scope = new Scope();
  const status = behavior<ConnectionStatus>('online');
  const epoch = behavior(1);
  const listeners = new Map<string, (notice: unknown) => void>();
  const requests: { name: string; payload: unknown }[] = [];
  const reply: { presenter: Presenter | null } = { presenter: null };
  const connection = {
    status,
    epoch,
    closing: behavior(null),
    on: (name: string, listener: (notice: unknown) => void) => listeners.set(name, listener),
    request: async (name: string, payload: unknown) => {
      requests.push({ name, payload });
      if (status.value !== 'online') throw new ApiError('network_lost');
      return name === 'meeting:attend' ? { presence: [], presenter: reply.presenter, abilities: { lead } } : {};
    },
  } as unknown as AnnotationConnection;
  const socket = createMeetingSocket(scope, connection, me);
  const hear = (presenter: Presenter | null) => listeners.get('presenter:moved')?.({ presenter });
  return { scope, socket, status, epoch, listeners, requests, reply, hear };
}

describe('the meeting’s line', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const quiet = () => jest.advanceTimersByTimeAsync(500);

  it('AN61 follows whoever leads, until left; the next presenter is followed again', async () => {
    const { socket, hear } = setUp();
    await quiet();
    expect(socket.follow.value).toBeNull();
    hear(at(3));
    expect(socket.followed.value).toEqual(at(3));
    socket.leaveFollowing.value?.();
    hear(at(4));
    expect(socket.followed.value).toBeNull();
    expect(socket.leaveFollowing.value).toBeNull();
    socket.follow.value?.();
    expect(socket.followed.value).toEqual(at(4));
    socket.leaveFollowing.value?.();
    hear(null);
    expect(socket.follow.value).toBeNull();
    hear(at(1, 'deputy'));
    expect(socket.followed.value).toEqual(at(1, 'deputy'));
  });

  it('AN61 leading sends the newest place, one message at a time, and not to oneself', async () => {
    const { socket, hear, requests } = setUp(true);
    await quiet();
    socket.look({ versionId: 'v', documentId: 'd', itemId: 'i', page: 1 });
    expect(requests.map(({ name }) => name)).toEqual(['meeting:attend']);
    socket.lead.value?.();
    for (let page = 2; page <= 20; page += 1) socket.look({ versionId: 'v', documentId: 'd', itemId: 'i', page });
    await quiet();
    const led = requests.filter(({ name }) => name === 'presenter:lead').map(({ payload }) => (payload as Presenter).page);
    expect(led).toEqual([1, 20]);
    hear(at(20, 'me'));
    expect(socket.followed.value).toBeNull();
    expect(socket.lead.value).toBeNull();
    socket.stopLeading.value?.();
    expect(requests.at(-1)?.name).toBe('presenter:stop');
    socket.look({ versionId: 'v', documentId: 'd', itemId: 'i', page: 21 });
    await quiet();
    expect(requests.at(-1)?.name).toBe('presenter:stop');
  });

  it('AN61 somebody else taking over ends leading here', async () => {
    const { socket, hear } = setUp(true);
    await quiet();
    socket.look({ versionId: 'v', documentId: 'd', itemId: 'i', page: 1 });
    socket.lead.value?.();
    hear(at(1, 'me'));
    hear(at(5, 'deputy'));
    expect(socket.stopLeading.value).toBeNull();
    expect(socket.followed.value).toEqual(at(5, 'deputy'));
  });

  it('who may not lead has no way to', async () => {
    const { socket } = setUp(false);
    await quiet();
    expect(socket.lead.value).toBeNull();
  });

  it('AN62 after a broken line everything shown is fetched again, because events may have been missed', async () => {
    const { socket, status, epoch, listeners } = setUp();
    const heard: unknown[] = [];
    socket.onChange((change) => heard.push(change));
    await quiet();
    listeners.get('meeting:event')?.({ name: 'agenda.changed', itemId: null });
    status.next('offline');
    await quiet();
    status.next('online');
    epoch.next(2);
    await quiet();
    expect(heard).toEqual([{ name: 'agenda.changed', itemId: null }, 'missed']);
  });

  it('AN71 counts what waits in all papers, also those that are closed', async () => {
    const { socket, status } = setUp();
    await quiet();
    status.next('offline');
    const shape = { kind: 'ink' as const, nib: 'pen' as const, colour: 'ink' as const, width: 1, points: [1, 1, 0.5] };
    socket.paper('one').add('private', { page: 1, shape });
    socket.paper('two').add('private', { page: 1, shape });
    expect(socket.paper('one')).toBe(socket.paper('one'));
    expect(socket.waiting.value).toBe(2);
  });
});
