import { type AgendaItem, endpoints, type Label, type Meeting } from '@app/contracts';
import type { ApiClient } from './api-client.js';

export const bh = (level: Label['level'], ...caveats: string[]): Label => ({ level, caveats, releasableTo: ['BH'], originator: 'BH' });

/** A draft meeting of the Supreme Committee, made by its secretary through the API. */
export async function draftMeeting(secretary: ApiClient, label: Label = bh(0), body = 'Supreme Committee for ICT'): Promise<Meeting> {
  const { bodies } = await secretary.call(endpoints.listBodies);
  const found = bodies.find(({ name }) => name.en === body);
  if (!found) throw new Error(`no body ${body}`);
  return secretary.call(endpoints.createMeeting, {
    body: {
      bodyId: found.id,
      title: { ar: 'اجتماع تجريبي', en: 'Test meeting' },
      kind: 'regular',
      startsAt: '2026-12-01T07:00:00Z',
      endsAt: '2026-12-01T09:00:00Z',
      sites: ['BH'],
      label,
    },
  });
}

export function addItem(
  secretary: ApiClient,
  meetingId: string,
  words: { cover: string; title?: string; label: Label },
): Promise<AgendaItem> {
  const cover = { ar: words.cover, en: words.cover };
  const title = words.title ? { ar: words.title, en: words.title } : cover;
  return secretary.call(endpoints.addItem, {
    params: { meetingId },
    body: { coverTitle: cover, title, type: 'information', minutes: 10, label: words.label },
  });
}
