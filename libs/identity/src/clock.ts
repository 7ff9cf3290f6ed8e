/** What time it is, for rules about sessions, challenges and links; given from outside, so that a test can wait for a day in no time. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
