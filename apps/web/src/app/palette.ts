import { search } from '@app/contracts';
import { createPaletteModel, type PaletteModel } from '../features/palette';
import type { Services } from '../services';
import type { Scope } from '../state';
import { call } from '../wire';

export function createPalette(scope: Scope, { session }: Services): PaletteModel {
  const { preferences } = session;
  return createPaletteModel(scope, {
    keys: window,
    search: async (words, signal) => (await call(search, { query: { q: words } }, { signal })).hits,
    switchLanguage: () => {
      const language = preferences.value.language === 'ar' ? 'en' : 'ar';
      void session.prefer({ language, digits: language === 'ar' ? 'arab' : 'latn' });
    },
    switchTheme: () => void session.prefer({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' }),
  });
}
