import { Scope } from '../../state';
import { FakeDevices } from './fakes';
import { LocalMedia, problemOf } from './local-media';

const named = (name: string) => Object.assign(new Error(name), { name });

describe('local media', () => {
  let scope: Scope;
  let devices: FakeDevices;
  let local: LocalMedia;
  beforeEach(() => {
    scope = new Scope();
    devices = new FakeDevices();
    local = new LocalMedia(scope, devices.asMediaDevices());
  });
  afterEach(() => scope.end());

  it('opens a source once, however often it is pressed', async () => {
    const [first, second] = await Promise.all([local.open('camera'), local.open('camera')]);
    expect(first).toBe(second);
    expect(devices.opened).toHaveLength(1);
  });

  it('stops a track that arrives after it was closed: no light stays on', async () => {
    let allow = (): void => undefined;
    devices.asking = new Promise((resolve) => (allow = resolve));
    const opening = local.open('camera');
    local.close('camera');
    allow();
    expect(await opening).toBeNull();
    expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended']);
    expect(local.track('camera').value).toBeNull();
  });

  it('lets go of everything with its scope', async () => {
    await Promise.all([local.open('camera'), local.open('microphone'), local.open('screen')]);
    scope.end();
    expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended', 'ended']);
  });

  it('notices an unplugged device', async () => {
    await local.open('microphone');
    devices.opened[0]?.unplug();
    expect(local.track('microphone').value).toBeNull();
  });

  it('says why there is none, and forgets it at the next attempt', async () => {
    devices.refusal = named('NotFoundError');
    expect(await local.open('camera')).toBeNull();
    expect(local.problem('camera').value).toBe('missing');
    devices.refusal = null;
    await local.open('camera');
    expect(local.problem('camera').value).toBeNull();
  });

  it('takes closing the picker of screens as a decision', async () => {
    devices.refusal = named('NotAllowedError');
    expect(await local.open('screen')).toBeNull();
    expect(local.problem('screen').value).toBeNull();
  });

  it('names an insecure context', async () => {
    const insecure = new LocalMedia(scope, undefined);
    expect(await insecure.open('microphone')).toBeNull();
    expect(insecure.problem('microphone').value).toBe('insecure');
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['SecurityError', 'insecure'],
    ['TypeError', 'failed'],
  ])('%s is %s', (name, problem) => expect(problemOf(named(name))).toBe(problem));
});
