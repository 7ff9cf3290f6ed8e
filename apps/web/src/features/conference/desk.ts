import type { Meeting } from '@app/contracts';
import { v4 as uuid } from 'uuid';
import { behavior, Scope, type Behavior } from '../../state';
import { ConferenceViewModel } from './conference.view-model';
import { DeviceCheckViewModel } from './device-check.view-model';
import { meterLevel } from './level-meter';
import { LocalMedia } from './local-media';
import { listenForShortcuts } from './shortcuts';
import { connectConference } from './signalling';
import type { Self } from './stage';
import { playTone } from './tone';

/** One per page that was loaded. */
const INSTANCE = uuid();
const SHORTCUTS_KEY = 'majlis.conference.shortcuts';

/** Everything the two slots of the room share: the call, my devices, the check before joining. */
export interface ConferenceDesk {
  readonly call: ConferenceViewModel;
  readonly local: LocalMedia;
  /** Open while the person looks at his devices before joining. */
  readonly check: Behavior<DeviceCheckViewModel | null>;
  /** The browser refuses to play sound until somebody presses something. */
  readonly soundBlocked: Behavior<boolean>;
  readonly shortcuts: Behavior<boolean>;
  readonly openCheck: () => void;
  readonly cancelCheck: () => void;
  readonly join: () => void;
  readonly leave: () => void;
  readonly reportSound: (blocked: boolean) => void;
  readonly setShortcuts: (on: boolean) => void;
}

export function createDesk(scope: Scope, meeting: Pick<Meeting, 'id' | 'role'>, person: Pick<Self, 'name' | 'delegation'>): ConferenceDesk {
  // Browsers have no mediaDevices in an insecure context, whatever their types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const local = new LocalMedia(scope, devices);
  const call = new ConferenceViewModel(scope, { meeting, person, instance: INSTANCE, local, connect: connectConference });
  const check = behavior<DeviceCheckViewModel | null>(null);
  const soundBlocked = behavior(false);
  const shortcuts = behavior(window.localStorage.getItem(SHORTCUTS_KEY) !== 'off');
  let checking: Scope | null = null;
  const endCheck = () => {
    checking?.end();
    checking = null;
    check.next(null);
  };
  listenForShortcuts(scope, window, {
    KeyM: () => shortcuts.value && call.microphone.value?.press(),
    KeyC: () => shortcuts.value && call.camera.value?.press(),
  });
  scope.onEnd(endCheck);
  return {
    call,
    local,
    check,
    soundBlocked,
    shortcuts,
    openCheck() {
      endCheck();
      checking = scope.child();
      const model = new DeviceCheckViewModel(checking, { local, meter: meterLevel, playTone });
      check.next(model);
      model.start();
    },
    cancelCheck() {
      endCheck();
      local.close('microphone');
      local.close('camera');
    },
    join() {
      endCheck();
      call.join();
    },
    leave: () => call.leave(),
    reportSound: (blocked) => soundBlocked.next(blocked),
    setShortcuts(on) {
      shortcuts.next(on);
      window.localStorage.setItem(SHORTCUTS_KEY, on ? 'on' : 'off');
    },
  };
}

const desks = new Map<string, { desk: ConferenceDesk; scope: Scope; holders: number }>();

/**
 * The desk of a meeting, shared by whoever holds it: the rail and the bar are two places of one call. It ends, and the
 * call with it, when the last one lets go.
 */
export function holdDesk(key: string, create: (scope: Scope) => ConferenceDesk): { desk: ConferenceDesk; release: () => void } {
  let held = desks.get(key);
  if (!held) {
    const scope = new Scope();
    held = { desk: create(scope), scope, holders: 0 };
    desks.set(key, held);
  }
  const mine = held;
  mine.holders += 1;
  return {
    desk: mine.desk,
    release() {
      mine.holders -= 1;
      if (mine.holders > 0) return;
      desks.delete(key);
      mine.scope.end();
    },
  };
}
