import type { Device } from '@app/contracts';

/** First match wins: nearly every browser also calls itself the others. */
const BROWSERS: readonly (readonly [RegExp, Device['browser']])[] = [
  [/\bEdg(e|A|iOS)?\//, 'edge'],
  [/\b(Firefox|FxiOS)\//, 'firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'safari'],
];
const SYSTEMS: readonly (readonly [RegExp, Device['system']])[] = [
  [/\bWindows\b/, 'windows'],
  [/\b(iPhone|iPad|iPod)\b/, 'ios'],
  [/\bAndroid\b/, 'android'],
  [/\b(Macintosh|Mac OS X)\b/, 'macos'],
  [/\b(Linux|X11|CrOS)\b/, 'linux'],
];

/** Families of browser and system, so that somebody can tell his own sessions apart. Never trusted for anything. */
export function deviceOf(userAgent: string | null): Device {
  const text = (userAgent ?? '').slice(0, 500);
  const first = <T>(table: readonly (readonly [RegExp, T])[]) => table.find(([pattern]) => pattern.test(text))?.[1];
  return { browser: first(BROWSERS) ?? 'other', system: first(SYSTEMS) ?? 'other' };
}
