import { behavior, Scope } from '../../state';
import { ApiError } from '../../wire';
import { ConferenceViewModel } from './conference.view-model';
import { FakeDevices, FakeServer } from './fakes';
import { LocalMedia } from './local-media';
import type { MediaSession } from './media-session';
import type { Want } from './receiver';

const PEER = {
  id: 'p',
  accountId: 'x',
  name: { ar: 'ب', en: 'B' },
  role: 'member',
  delegation: 'QA',
  producers: [{ id: 'mic', source: 'microphone', paused: false }],
};
const everything = { speak: true, film: true, share: true };
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function setUp(given: { abilities?: typeof everything; enter?: () => unknown } = {}) {
  const scope = new Scope();
  const devices = new FakeDevices();
  const local = new LocalMedia(scope, devices.asMediaDevices());
  const room = {
    peerId: 'me',
    rtpCapabilities: { codecs: [], headerExtensions: [] },
    peers: [PEER],
    abilities: given.abilities ?? everything,
  };
  const enter = given.enter ?? (() => room);
  const servers: FakeServer[] = [];
  const wishes: Record<string, boolean> = {};
  const wants: ReadonlyMap<string, Want>[] = [];
  const session = () =>
    ({
      path: behavior('connected'),
      receiver: { tracks: behavior(new Map()), want: (value: ReadonlyMap<string, Want>) => wants.push(value) },
      publisher: { wish: (source: string, { track, on }: { track: unknown; on: boolean }) => (wishes[source] = track !== null && on) },
    }) as unknown as MediaSession;
  const model = new ConferenceViewModel(scope, {
    meeting: { id: 'm', role: 'member' },
    person: { name: { ar: 'أ', en: 'A' }, delegation: 'OM' },
    instance: 'page',
    local,
    connect: () => {
      const server = new FakeServer((name) => (name === 'room:enter' ? enter() : {}));
      servers.push(server);
      return server.asSignalling();
    },
    openMedia: async () => session(),
  });
  const joined = async () => {
    model.join();
    servers.at(-1)?.connected();
    await settled();
    return servers.at(-1) as FakeServer;
  };
  return { scope, devices, local, model, servers, wishes, wants, room, joined };
}

describe('conference', () => {
  it('joins with what is open, and not with what is closed', async () => {
    const { local, model, joined, wishes } = setUp();
    await local.open('microphone');
    await joined();
    expect(model.phase.value).toEqual({ kind: 'inside' });
    expect(model.microphone.value?.on).toBe(true);
    expect(model.camera.value?.on).toBe(false);
    expect(wishes).toEqual({ microphone: true, camera: false, screen: false });
    expect(model.stage.value).toMatchObject({ others: 1, large: { key: 'person:p' } });
  });

  it('has no controls for what is not permitted, and lets go of the devices', async () => {
    const { local, devices, model, joined } = setUp({ abilities: { speak: false, film: false, share: false } });
    await local.open('microphone');
    await joined();
    expect([model.microphone.value, model.camera.value, model.share.value]).toEqual([null, null, null]);
    expect(devices.opened[0]?.readyState).toBe('ended');
  });

  it('mutes without giving the microphone up; the camera goes dark', async () => {
    const { devices, model, joined } = setUp();
    await joined();
    model.microphone.value?.press();
    model.camera.value?.press();
    await settled();
    expect([model.microphone.value?.on, model.camera.value?.on]).toEqual([true, true]);
    model.microphone.value?.press();
    model.camera.value?.press();
    expect(devices.opened.map(({ kind, readyState }) => [kind, readyState])).toEqual([
      ['audio', 'live'],
      ['video', 'ended'],
    ]);
  });

  it('opens nothing when he left while the browser was asking', async () => {
    const { devices, model, joined } = setUp();
    await joined();
    let allow = (): void => undefined;
    devices.asking = new Promise((resolve) => (allow = resolve));
    model.camera.value?.press();
    model.leave();
    allow();
    await settled();
    expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended']);
    expect(model.phase.value).toEqual({ kind: 'outside' });
  });

  it('turns sharing off when the browser ends it', async () => {
    const { devices, model, joined } = setUp();
    await joined();
    model.share.value?.press();
    await settled();
    expect(model.share.value?.on).toBe(true);
    devices.opened[0]?.unplug();
    expect(model.share.value?.on).toBe(false);
  });

  it('keeps notices that overtake the reply', async () => {
    let reply: (room: unknown) => void = () => undefined;
    const set = setUp({ enter: () => new Promise((resolve) => (reply = resolve)) });
    const server = await set.joined();
    server.tell('peer:left', { peerId: 'p' });
    server.tell('peer:joined', { peer: { ...PEER, id: 'late' } });
    reply(set.room);
    await settled();
    expect(set.model.stage.value).toMatchObject({ others: 1, large: { key: 'person:late' } });
  });

  it('receives pictures only while they are seen', async () => {
    const { model, joined, wants } = setUp();
    const server = await joined();
    server.tell('producer:opened', { peerId: 'p', producer: { id: 'cam', source: 'camera', paused: false } });
    expect(wants.at(-1)?.get('cam')).toMatchObject({ active: false });
    model.see('person:p', 500);
    expect(wants.at(-1)?.get('cam')).toEqual({ active: true, layer: 1 });
    model.see('person:p', 0);
    expect(wants.at(-1)?.get('cam')).toMatchObject({ active: false });
  });

  it('comes back by itself after the socket or the media of the room was lost', async () => {
    const { model, joined } = setUp();
    const server = await joined();
    model.microphone.value?.press();
    await settled();
    server.status.next('offline');
    expect(model.phase.value).toEqual({ kind: 'reconnecting' });
    expect(model.stage.value.others).toBe(0);
    server.connected();
    await settled();
    expect(model.phase.value).toEqual({ kind: 'inside' });
    expect(model.microphone.value?.on).toBe(true);
    server.tell('room:reset', {});
    expect(model.phase.value).toEqual({ kind: 'reconnecting' });
    await settled();
    expect(model.phase.value).toEqual({ kind: 'inside' });
    expect(server.asked.filter((name) => name === 'room:enter')).toHaveLength(3);
  });

  it('tries again while media is unavailable, and stops at a full room', async () => {
    jest.useFakeTimers();
    const answers = [new ApiError('media_unavailable'), new ApiError('room_full')];
    const { model, joined } = setUp({ enter: () => Promise.reject(answers.shift() ?? new ApiError('internal')) });
    await joined();
    expect(model.phase.value).toEqual({ kind: 'connecting' });
    await jest.advanceTimersByTimeAsync(300);
    expect(model.phase.value).toEqual({ kind: 'failed', code: 'room_full' });
    jest.useRealTimers();
  });

  it('put outside, he is asked after again and comes back muted', async () => {
    jest.useFakeTimers();
    const { model, servers, joined, devices } = setUp();
    const server = await joined();
    model.microphone.value?.press();
    await settled();
    server.closing.next({ by: 'grant', error: new ApiError('not_found') });
    server.status.next('closed');
    expect(model.phase.value).toEqual({ kind: 'notPermitted' });
    expect(devices.opened[0]?.readyState).toBe('ended');
    await jest.advanceTimersByTimeAsync(8000);
    expect(servers).toHaveLength(2);
    servers[1]?.connected();
    await settled();
    expect(model.phase.value).toEqual({ kind: 'inside' });
    expect(model.microphone.value?.on).toBe(false);
    jest.useRealTimers();
  });

  it('ends everything with its scope', async () => {
    const { scope, model, joined, devices } = setUp();
    await joined();
    model.camera.value?.press();
    await settled();
    scope.end();
    expect(devices.opened[0]?.readyState).toBe('ended');
    model.join();
    expect(model.phase.value).toEqual({ kind: 'outside' });
  });
});
