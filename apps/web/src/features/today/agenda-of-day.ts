import type { MeetingSummary } from '@app/contracts';

export interface Day {
  /** Running now, or else the next to come; drafts are nobody's next meeting. */
  next: MeetingSummary | null;
  /** Within seven days after it. */
  week: MeetingSummary[];
  later: MeetingSummary[];
  drafts: MeetingSummary[];
  /** Latest first, at most five. */
  earlier: MeetingSummary[];
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const OVER: ReadonlySet<MeetingSummary['state']> = new Set(['closed', 'archived']);

export function agendaOfDay(meetings: readonly MeetingSummary[], now: number): Day {
  const byStart = [...meetings].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const published = byStart.filter((meeting) => meeting.state !== 'draft');
  // A meeting that runs over its time is still the meeting one is in.
  const isAhead = (meeting: MeetingSummary) =>
    !OVER.has(meeting.state) && (meeting.state === 'inSession' || Date.parse(meeting.endsAt) > now);
  const ahead = published.filter(isAhead);
  const next = ahead.find((meeting) => meeting.state === 'inSession') ?? ahead[0] ?? null;
  const others = ahead.filter((meeting) => meeting !== next);
  const inAWeek = (meeting: MeetingSummary) => Date.parse(meeting.startsAt) - now < WEEK_MS;
  return {
    next,
    week: others.filter(inAWeek),
    later: others.filter((meeting) => !inAWeek(meeting)),
    drafts: byStart.filter((meeting) => meeting.state === 'draft'),
    earlier: published
      .filter((meeting) => !isAhead(meeting))
      .reverse()
      .slice(0, 5),
  };
}
