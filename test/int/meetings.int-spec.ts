import { endpoints } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const SOMEBODY = '0198f000-0000-7000-8000-000000000000';

describe('meetings and items', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let chair: ApiClient;
  let member: ApiClient;
  let outsider: ApiClient;
  let administrator: ApiClient;

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, chair, member, outsider, administrator] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'member-bh', 'head-kw', 'administrator'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
  });
  afterAll(() => app.close());

  it('is closed to whoever is not signed in', async () => {
    const answer = await app.anonymous().try(endpoints.listMeetings);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'not_signed_in']);
  });

  it('lets the secretary create, fill, order and publish a meeting, and others see it only then', async () => {
    const draft = await draftMeeting(secretary);
    expect(draft).toMatchObject({ state: 'draft', number: 1, role: 'secretary' });
    expect(draft.participants.map(({ role }) => role).sort()).toEqual(['chair', 'expert', 'member', 'secretary']);
    expect((await secretary.try(endpoints.publishMeeting, { params: { meetingId: draft.id } })).status).toBe(422);

    const first = await addItem(secretary, draft.id, { cover: 'First', label: bh(1) });
    const second = await addItem(secretary, draft.id, { cover: 'Security item', title: 'PROGRAMME THIQA', label: bh(3, 'CYBER') });
    const { items } = await secretary.call(endpoints.orderItems, {
      params: { meetingId: draft.id },
      body: { itemIds: [second.id, first.id] },
    });
    expect(items.map(({ id, number }) => [id, number])).toEqual([
      [second.id, 1],
      [first.id, 2],
    ]);

    // A draft exists for those who prepare it and for nobody else.
    expect((await chair.call(endpoints.readMeeting, { params: { meetingId: draft.id } })).items).toHaveLength(2);
    expect(refusalOf(await member.try(endpoints.readMeeting, { params: { meetingId: draft.id } }))).toEqual(
      refusalOf(await member.try(endpoints.readMeeting, { params: { meetingId: SOMEBODY } })),
    );

    const { readers } = await secretary.call(endpoints.previewPublication, { params: { meetingId: draft.id } });
    expect(readers.map(({ role, items: seen, covered }) => [role, seen, covered])).toEqual(
      expect.arrayContaining([
        ['chair', 2, 0],
        ['member', 1, 1],
        ['expert', 0, 2],
      ]),
    );
    expect((await secretary.call(endpoints.publishMeeting, { params: { meetingId: draft.id } })).state).toBe('published');

    const seen = await member.call(endpoints.readMeeting, { params: { meetingId: draft.id } });
    expect(seen.items.map(({ coverTitle, content }) => [coverTitle.en, content?.title.en ?? null])).toEqual([
      ['Security item', null],
      ['First', 'First'],
    ]);
    expect(JSON.stringify(seen)).not.toContain('THIQA');
    expect((await chair.call(endpoints.readMeeting, { params: { meetingId: draft.id } })).items[0]?.content?.title.en).toBe(
      'PROGRAMME THIQA',
    );
  });

  it('answers another person as if the meeting did not exist, on every endpoint that names it', async () => {
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'One', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    const label = bh(0);
    const titles = { ar: 'س', en: 's' };
    const attempts = [
      [endpoints.readMeeting, {}],
      [endpoints.editMeeting, { title: titles }],
      [endpoints.previewPublication, {}],
      [endpoints.publishMeeting, {}],
      [endpoints.addItem, { coverTitle: titles, title: titles, type: 'decision', minutes: 5, label }],
      [endpoints.orderItems, { itemIds: [item.id] }],
      [endpoints.issueGrants, {}],
    ] as const;
    for (const [endpoint, body] of attempts) {
      for (const person of [outsider, administrator]) {
        const refused = await person.try(endpoint, { params: { meetingId: meeting.id }, body });
        const missing = await person.try(endpoint, { params: { meetingId: SOMEBODY }, body });
        expect([endpoint.path, refusalOf(refused)]).toEqual([endpoint.path, refusalOf(missing)]);
        expect(refused.status).toBe(404);
      }
    }
    for (const person of [outsider, administrator, member]) {
      const edited = await person.try(endpoints.editItem, { params: { itemId: item.id }, body: { minutes: 7 } });
      expect(refusalOf(edited)).toEqual(
        refusalOf(await person.try(endpoints.editItem, { params: { itemId: SOMEBODY }, body: { minutes: 7 } })),
      );
      const removed = await person.try(endpoints.removeItem, { params: { itemId: item.id } });
      expect(refusalOf(removed)).toEqual(refusalOf(await person.try(endpoints.removeItem, { params: { itemId: SOMEBODY } })));
    }
    expect((await outsider.call(endpoints.listMeetings)).meetings).toEqual([]);
    expect((await administrator.call(endpoints.listMeetings)).meetings).toEqual([]);
    expect((await secretary.call(endpoints.readMeeting, { params: { meetingId: meeting.id } })).items[0]?.minutes).toBe(10);
  });

  it('shows each person his own bodies, and lets only a body’s secretary call a meeting of it', async () => {
    const { bodies } = await secretary.call(endpoints.listBodies);
    const [body] = bodies.filter(({ name }) => name.en === 'Supreme Committee for ICT');
    expect(bodies.every(({ abilities }) => abilities.createMeeting)).toBe(true);
    expect((await member.call(endpoints.listBodies)).bodies.map(({ id, abilities }) => [id, abilities.createMeeting])).toEqual([
      [body?.id, false],
    ]);
    expect((await outsider.call(endpoints.listBodies)).bodies.map(({ name }) => name.en)).toEqual([
      'GCC e-Government Programmes Committee',
    ]);
    expect((await administrator.call(endpoints.listBodies)).bodies).toEqual([]);
    const meeting = {
      title: { ar: 'ط', en: 't' },
      kind: 'unscheduled',
      startsAt: '2026-12-01T09:00:00Z',
      endsAt: '2026-12-01T10:00:00Z',
      sites: ['BH'],
      label: bh(0),
    } as const;
    for (const person of [chair, member, outsider, administrator]) {
      const refused = await person.try(endpoints.createMeeting, { body: { ...meeting, bodyId: body?.id } });
      expect(refused.status).toBe(404);
      expect(refusalOf(refused)).toEqual(refusalOf(await person.try(endpoints.createMeeting, { body: { ...meeting, bodyId: SOMEBODY } })));
    }
    expect(codeOf(await secretary.try(endpoints.createMeeting, { body: { ...meeting, bodyId: body?.id, label: bh(4) } }))).toBe(
      'label_above_clearance',
    );
  });

  it('refuses labels below the meeting, above the editor, and any weakening', async () => {
    const meeting = await draftMeeting(secretary, bh(1));
    const titles = { ar: 'ب', en: 'b' };
    const add = (label: ReturnType<typeof bh>) =>
      secretary.try(endpoints.addItem, {
        params: { meetingId: meeting.id },
        body: { coverTitle: titles, title: titles, type: 'decision', minutes: null, label },
      });
    expect(codeOf(await add(bh(0)))).toBe('label_too_low');
    expect(codeOf(await add(bh(4)))).toBe('label_above_clearance');
    const item = await addItem(secretary, meeting.id, { cover: 'Two', label: bh(2) });
    const edit = (label: ReturnType<typeof bh>) => secretary.try(endpoints.editItem, { params: { itemId: item.id }, body: { label } });
    expect(codeOf(await edit(bh(1)))).toBe('label_too_low');
    expect(codeOf(await edit({ ...bh(2), releasableTo: ['BH', 'SA'] }))).toBe('label_too_low');
    expect((await edit(bh(3, 'CYBER'))).status).toBe(200);
  });

  it('keeps a meeting only when all of it is right', async () => {
    const before = (await secretary.call(endpoints.listMeetings)).meetings.length;
    const { bodies } = await secretary.call(endpoints.listBodies);
    const right = {
      bodyId: bodies[0]?.id ?? '',
      title: { ar: 'ع', en: 't' },
      kind: 'regular',
      startsAt: '2026-12-01T09:00:00Z',
      endsAt: '2026-12-01T10:00:00Z',
      sites: ['BH'],
      label: bh(0),
    };
    const wrong: unknown[] = [
      { ...right, endsAt: '2026-12-01T08:00:00Z' },
      { ...right, extra: 1 },
      { ...right, title: { ar: '\u202e', en: 't' } },
      { ...right, label: { ...bh(0), level: 9 } },
      { ...right, sites: [] },
      {},
    ];
    for (const body of wrong) {
      const answer = await secretary.fetch('POST', '/api/meetings', {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      expect([JSON.stringify(body), answer.status, codeOf(answer)]).toEqual([JSON.stringify(body), 400, 'invalid_input']);
    }
    const malformed = await secretary.fetch('POST', '/api/meetings', {
      body: '{"bodyId":',
      headers: { 'content-type': 'application/json' },
    });
    expect([malformed.status, codeOf(malformed)]).toEqual([400, 'malformed_body']);
    const huge = await secretary.fetch('POST', '/api/meetings', {
      body: JSON.stringify({ x: 'x'.repeat(300_000) }),
      headers: { 'content-type': 'application/json' },
    });
    expect([huge.status, codeOf(huge)]).toEqual([413, 'too_large']);
    expect((await secretary.call(endpoints.listMeetings)).meetings).toHaveLength(before);
  });

  it('puts items in order only when each is named once', async () => {
    const meeting = await draftMeeting(secretary);
    const one = await addItem(secretary, meeting.id, { cover: 'One', label: bh(0) });
    const two = await addItem(secretary, meeting.id, { cover: 'Two', label: bh(0) });
    for (const itemIds of [[one.id], [one.id, one.id], [one.id, two.id, SOMEBODY], []]) {
      expect(codeOf(await secretary.try(endpoints.orderItems, { params: { meetingId: meeting.id }, body: { itemIds } }))).toBe('conflict');
    }
    await secretary.call(endpoints.removeItem, { params: { itemId: one.id } });
    expect(
      (await secretary.call(endpoints.readMeeting, { params: { meetingId: meeting.id } })).items.map(({ id, number }) => [id, number]),
    ).toEqual([[two.id, 1]]);
  });

  it('does not let two people who add at the same time take the same number', async () => {
    const meeting = await draftMeeting(secretary);
    const added = await Promise.all(
      Array.from({ length: 6 }, (_, index) => addItem(secretary, meeting.id, { cover: `Item ${index}`, label: bh(0) })),
    );
    expect(added.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
