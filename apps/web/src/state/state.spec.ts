import { behavior, derive } from './behavior';
import { Scope } from './scope';

describe('Scope', () => {
  it('ends children and everything it owns once, last first', () => {
    const order: string[] = [];
    const scope = new Scope();
    scope.onEnd(() => order.push('first'));
    scope.child().onEnd(() => order.push('child'));
    scope.onEnd(() => order.push('last'));
    scope.end();
    scope.end();
    expect(order).toEqual(['last', 'child', 'first']);
    expect(scope.signal.aborted).toBe(true);
  });

  it('ends at once what is added after its end', () => {
    const scope = new Scope();
    scope.end();
    const ending = jest.fn();
    scope.onEnd(ending);
    expect(ending).toHaveBeenCalledTimes(1);
    expect(scope.child().ended).toBe(true);
  });

  it('calls off a delayed run and a listener', () => {
    jest.useFakeTimers();
    const scope = new Scope();
    const run = jest.fn();
    scope.after(1000, run);
    scope.every(100, run);
    const target = new EventTarget();
    scope.listen(target, 'ping', run);
    scope.end();
    target.dispatchEvent(new Event('ping'));
    jest.advanceTimersByTime(5000);
    expect(run).not.toHaveBeenCalled();
    jest.useRealTimers();
  });
});

describe('behaviour', () => {
  it('tells listeners about changes and not about the same value', () => {
    const count = behavior(1);
    const heard = jest.fn();
    const stop = count.subscribe(heard);
    count.next(1);
    count.update((value) => value + 1);
    stop();
    count.next(3);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(count.value).toBe(3);
  });

  it('derives until the scope ends', () => {
    const scope = new Scope();
    const left = behavior(1);
    const right = behavior(2);
    const sum = derive(scope, [left, right], (a, b) => a + b);
    left.next(5);
    expect(sum.value).toBe(7);
    scope.end();
    right.next(100);
    expect(sum.value).toBe(7);
  });
});
