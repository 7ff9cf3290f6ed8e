import { Scope } from '../../state';
import { createChromeViewModel } from './chrome.view-model';

describe('RD12 the tools above the paper', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('fade when nothing moves, and come back with any movement', () => {
    const chrome = createChromeViewModel(new Scope());
    jest.advanceTimersByTime(3000);
    chrome.stir();
    jest.advanceTimersByTime(3000);
    expect(chrome.awake.value).toBe(true);
    jest.advanceTimersByTime(1000);
    expect(chrome.awake.value).toBe(false);
    chrome.stir();
    expect(chrome.awake.value).toBe(true);
  });

  it('leave at once when one reads on, and the page moving under a still pointer does not bring them back', () => {
    const chrome = createChromeViewModel(new Scope());
    jest.advanceTimersByTime(4000);
    chrome.stir();
    chrome.rest();
    jest.advanceTimersByTime(100);
    chrome.stir();
    expect(chrome.awake.value).toBe(false);
    jest.advanceTimersByTime(300);
    chrome.stir();
    expect(chrome.awake.value).toBe(true);
  });

  it('stay when opening scrolls to a page', () => {
    const chrome = createChromeViewModel(new Scope());
    chrome.rest();
    expect(chrome.awake.value).toBe(true);
  });
});
