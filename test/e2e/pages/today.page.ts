import type { MeetingSummary } from '@app/contracts';
import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';
import { formatDatePair } from '../words.js';

export class TodayPage {
  constructor(private readonly person: Person) {}

  async open(): Promise<void> {
    await this.person.page.goto('/');
    await this.person.page.getByRole('heading', { level: 1 }).waitFor();
  }

  async newMeeting(): Promise<void> {
    await this.person.page.getByRole('button', { name: this.person.t('today.newMeeting'), exact: true }).click();
  }

  /** The link of a meeting in the lists below the next one. */
  link(title: string): Locator {
    return this.person.page.getByRole('main').getByRole('link', { name: title, exact: true });
  }

  /** How a meeting's day is written: weekday and Hijri, then Gregorian. */
  dates(meeting: MeetingSummary, timeZone = 'Asia/Bahrain'): { hijri: string; gregorian: string; shown: Locator } {
    const { weekday, hijri, gregorian } = formatDatePair(meeting.startsAt, timeZone, this.person.words.style);
    const shown = this.person.page.getByRole('main').locator(`time[datetime="${meeting.startsAt}"]`).first();
    return { hijri: `${weekday} ${hijri}`, gregorian, shown };
  }
}
