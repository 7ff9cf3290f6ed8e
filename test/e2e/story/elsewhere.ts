import { type EndpointContract, endpoints } from '@app/contracts';
import { tryFromElsewhere } from '../foreign-page.js';
import { INDICATORS } from './cast.js';
import type { Story } from './story.js';

export function anotherPage(story: Story): void {
  describe('another page in the same browser', () => {
    story.step('can change nothing, embed nothing and hear nothing, though the browser sends the cookie', async () => {
      const paper = await story.documentId(INDICATORS);
      const view = await story.secretary.json<{ id: string; itemId: string }>('POST', `/api/documents/${paper}/views`, {});
      const grants = await story.secretary.json<{ annotation: string; conference: string }>(
        'POST',
        `/api/meetings/${story.meetingId}/grants`,
        {},
      );
      const ids = { meetingId: story.meetingId, itemId: view.itemId, documentId: paper, viewId: view.id, page: '1' };
      const state = async () => [
        // But how long it lasts: that runs by itself.
        { ...(await story.secretary.json<object>('GET', '/api/session')), lasts: null },
        await story.secretary.json('GET', '/api/meetings'),
        await story.secretary.json('GET', `/api/meetings/${story.meetingId}`),
      ];
      const before = await state();
      let tried = 0;
      for (const host of ['localhost', '127.0.0.1']) {
        const { requests, learned } = await tryFromElsewhere(story.browser, host, story.secretary, { url: story.server.url, ids, grants });
        expect(learned).toEqual([]);
        // Refused by us, or kept from the page by the browser because of what we answered (no status).
        const ofApi = requests.filter(({ what }) => what.includes(' /api/'));
        expect(ofApi.filter(({ status }) => status !== null && status < 400)).toEqual([]);
        expect(ofApi.map(({ destination }) => destination)).toEqual(
          expect.arrayContaining(['document', 'fetch', 'image', 'media', 'script']),
        );
        // The other port is the hard case: the same site to the browser, which sends even a SameSite=Strict cookie there.
        expect(ofApi.some(({ withCookie }) => withCookie)).toBe(host === 'localhost');
        for (const { method, path } of Object.values<EndpointContract>(endpoints)) {
          if (!path.startsWith('/api/')) continue;
          const what = `${method} ${path.replace(/:(\w+)/g, (_, name: string) => ids[name as keyof typeof ids] ?? '1')}`;
          expect(ofApi.map((request) => request.what)).toContain(what);
        }
        tried += requests.length;
      }
      expect(await state()).toEqual(before);
      story.figures['attempts of other pages'] = String(tried);
    });
  });
}
