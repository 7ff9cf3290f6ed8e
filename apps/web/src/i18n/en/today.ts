import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const today = {
  title: 'Today',
  greeting: 'Welcome, {name}',
  nextMeeting: 'Next meeting',
  now: 'In session now',
  thisWeek: 'This week',
  later: 'Later',
  drafts: 'In preparation',
  recentPapers: 'Recent papers',
  earlier: 'Earlier meetings',
  myRole: 'My role: {role}',
  enter: 'Enter the room',
  prepare: 'Prepare',
  newMeeting: 'New meeting',
  empty: 'No meetings in your calendar',
  emptyText: 'When you are invited to a meeting it appears here with its date and papers.',
  emptySecretary: 'Begin by creating a meeting, then add its items and papers.',
  noPapers: 'No papers yet',
  noPapersText: 'The newest papers of your meetings appear here.',
  countdownDays: '{count, plural, =0 {today} one {tomorrow} other {in {count, number} days}}',
  countdownHours: '{count, plural, =0 {shortly} one {in 1 hour} other {in {count, number} hours}}',
  countdownMinutes: '{count, plural, =0 {now} one {in 1 minute} other {in {count, number} minutes}}',
  atSites: '{time} in {sites}',
  unscheduled: 'Unscheduled meeting',
} satisfies SameKeys<typeof ar.today>;
