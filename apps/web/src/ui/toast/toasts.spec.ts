import { Scope } from '../../state';
import { TOAST_MS, Toasts } from './toasts.view-model';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('Toasts', () => {
  it('does the real thing when the chance to undo has passed', () => {
    const toasts = new Toasts(new Scope(), null);
    const onPassed = jest.fn();
    toasts.show('removed', { undo: jest.fn(), onPassed });
    jest.advanceTimersByTime(TOAST_MS - 1);
    expect(onPassed).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(onPassed).toHaveBeenCalledTimes(1);
    expect(toasts.list.value).toEqual([]);
  });

  it('does not do it after undo, however often undo is pressed', () => {
    const toasts = new Toasts(new Scope(), null);
    const onPassed = jest.fn();
    const undo = jest.fn();
    toasts.show('removed', { undo, onPassed });
    const toast = toasts.list.value[0];
    toast?.undo?.();
    toast?.undo?.();
    jest.advanceTimersByTime(TOAST_MS * 2);
    expect(undo).toHaveBeenCalledTimes(1);
    expect(onPassed).not.toHaveBeenCalled();
  });

  it('stays while it is held', () => {
    const toasts = new Toasts(new Scope(), null);
    const id = toasts.show('saved');
    toasts.hold(id);
    jest.advanceTimersByTime(TOAST_MS * 5);
    expect(toasts.list.value).toHaveLength(1);
    toasts.resume(id);
    jest.advanceTimersByTime(TOAST_MS);
    expect(toasts.list.value).toHaveLength(0);
  });

  it('takes nothing of one person to the next: what waited is neither shown nor done', () => {
    const toasts = new Toasts(new Scope(), null);
    const onPassed = jest.fn();
    toasts.show('removed', { undo: jest.fn(), onPassed });
    toasts.clear();
    jest.advanceTimersByTime(TOAST_MS);
    expect(toasts.list.value).toHaveLength(0);
    expect(onPassed).not.toHaveBeenCalled();
  });

  it('keeps its promise when the page is left', () => {
    const page = new EventTarget();
    const toasts = new Toasts(new Scope(), page);
    const onPassed = jest.fn();
    toasts.show('removed', { undo: jest.fn(), onPassed });
    page.dispatchEvent(new Event('pagehide'));
    expect(onPassed).toHaveBeenCalledTimes(1);
  });
});
