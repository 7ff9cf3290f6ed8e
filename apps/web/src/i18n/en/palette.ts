import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const palette = {
  title: 'Search and commands',
  placeholder: 'A meeting, an item, a paper, or a word in its text',
  actions: 'Actions',
  meetings: 'Meetings',
  agendaItems: 'Items',
  papersFound: 'Papers',
  onPage: 'page {page}',
  nothing: 'Nothing available to you matches these words.',
  searching: 'Searching',
  results: '{count, plural, =0 {No results} one {1 result} other {{count, number} results}}',
  goToday: 'Go to Today',
  changeLanguage: 'Show the interface in Arabic',
  changeTheme: 'Switch between light and dark',
  hint: '↑ ↓ to move, Enter to open, Esc to close',
} satisfies SameKeys<typeof ar.palette>;
