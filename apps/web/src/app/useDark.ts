import type { Preferences } from '@app/contracts';
import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the dark theme is showing now. */
export function useDark(theme: Preferences['theme']): boolean {
  const device = useSyncExternalStore(subscribe, () => query.matches);
  return theme === 'system' ? device : theme === 'dark';
}
