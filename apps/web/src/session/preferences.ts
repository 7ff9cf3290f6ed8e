import { preferencesSchema, type Preferences } from '@app/contracts';

export const DEFAULT_PREFERENCES: Preferences = { language: 'ar', digits: 'arab', theme: 'system' };
const KEY = 'majlis.preferences';

/** What somebody chose on this device before signing in. Anything unreadable is the default. */
export function readLocalPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

export function writeLocalPreferences(storage: Pick<Storage, 'setItem'>, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Keeps `<html>` in step, so that the browser, its screen reader and the style sheet agree. */
export function applyPreferences(root: HTMLElement, { language, theme }: Preferences): void {
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
