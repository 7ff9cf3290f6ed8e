/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every jest tier runs from the root of the repository.
const css = readFileSync(join(process.cwd(), 'apps/web/src/theme/tokens.css'), 'utf8');

function colour(name: string, theme: 'light' | 'dark'): string {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1] ?? '';
  const pair = /light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/.exec(value);
  const found = pair ? pair[theme === 'light' ? 1 : 2] : value;
  if (!/^#[0-9a-f]{6}$/.test(found ?? '')) throw new Error(`no colour ${name}`);
  return found as string;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['ground', 'surface', 'raised', 'sunken', 'hover'];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const ratio = (word: string, ground: string) => contrast(colour(word, theme), colour(ground, theme));

  it.each(GROUNDS)('body text on %s is at least 7:1, other words 4.5:1', (ground) => {
    for (const word of ['ink', 'ink-soft']) expect([word, ratio(word, ground) >= 7]).toEqual([word, true]);
    for (const word of ['ink-faint', 'accent', 'accent-strong', 'danger', 'warning', 'success']) {
      expect([word, ratio(word, ground) >= 4.5]).toEqual([word, true]);
    }
  });

  it('controls have an edge of at least 3:1 and words of at least 4.5:1', () => {
    expect(ratio('line-strong', 'surface')).toBeGreaterThanOrEqual(3);
    expect(ratio('line-strong', 'ground')).toBeGreaterThanOrEqual(3);
    expect(ratio('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
    for (const tone of ['danger', 'warning', 'success', 'accent']) expect([tone, ratio(tone, `${tone}-soft`) >= 4.5]).toEqual([tone, true]);
    for (const tone of ['danger', 'warning', 'success', 'accent']) expect([tone, ratio('ink', `${tone}-soft`) >= 7]).toEqual([tone, true]);
  });

  it.each([0, 1, 2, 3, 4])('the words of level %i stand at 7:1 or above 6:1 on its colour', (level) => {
    expect(ratio(`level-${level}-ink`, `level-${level}`)).toBeGreaterThanOrEqual(6);
  });
});
