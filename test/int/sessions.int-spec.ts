import { randomUUID } from 'node:crypto';
import { ASSURANCE, endpoints } from '@app/contracts';
import { systemContext, GrantVerifier } from '@app/identity';
import { hash } from '@node-rs/argon2';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { codeOf, refusalOf } from '../support/api-client.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

describe('sessions', () => {
  let app: AgendaApp;
  const login = 'officer@test.invalid';
  const password = `right-${randomUUID()}`;

  beforeAll(async () => {
    app = await startAgenda();
    const id = randomUUID();
    await app.db.database.transaction(systemContext('provisioning'), async (ctx) => {
      const insert = (sql: string, values: unknown[]) => ctx.transaction.query(sql, values);
      await insert(`insert into accounts (id, login, name_ar, name_en, country, site) values ($1, $2, 'ضابط', 'Officer', 'BH', 'BH')`, [
        id,
        login,
      ]);
      await insert(`insert into clearances (account_id, level) values ($1, 4)`, [id]);
      await insert(`insert into credentials (account_id, password_hash) values ($1, $2)`, [id, await hash(password)]);
      const [body] = await ctx.transaction.query<{ id: string }>(`select id from bodies where name_en = 'Supreme Committee for ICT'`);
      await insert(`insert into body_members (body_id, account_id, role, delegation) values ($1, $2, 'member', 'BH')`, [body?.id, id]);
    });
  });
  afterAll(() => app.close());

  it('tells who is signed in and what the shell may offer', async () => {
    expect((await app.anonymous().call(endpoints.readSession)).status).toBe('anonymous');
    const secretary = await app.as('secretary-bh');
    expect(await secretary.call(endpoints.readSession)).toMatchObject({
      status: 'signed-in',
      person: { country: 'BH', systemRole: null },
      abilities: { createMeetings: true, listAccounts: false, readAudit: false },
    });
    expect(await (await app.as('administrator')).call(endpoints.readSession)).toMatchObject({
      abilities: { createMeetings: false, listAccounts: true, readAudit: false },
    });
  });

  it('keeps the preferences of a person, and only his', async () => {
    const chair = await app.as('chair-bh');
    await chair.call(endpoints.editPreferences, { body: { language: 'en', digits: 'latn', theme: 'dark' } });
    expect(await (await app.as('chair-bh')).call(endpoints.readSession)).toMatchObject({
      preferences: { language: 'en', digits: 'latn', theme: 'dark' },
    });
    expect(await (await app.as('member-bh')).call(endpoints.readSession)).toMatchObject({
      preferences: null,
    });
    expect((await app.anonymous().try(endpoints.editPreferences, { body: { language: 'en', digits: 'latn', theme: 'dark' } })).status).toBe(
      401,
    );
  });

  it('sets a cookie that only this host gets and no script reads, and a new secret at every sign-in', async () => {
    const client = app.anonymous();
    const answer = await client.try(endpoints.signInAsPersona, { body: { persona: 'chair-bh' } });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-majlis=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const first = client.cookie;
    await client.signIn('chair-bh');
    expect(client.cookie).not.toBe(first);
    // The session that was replaced is over.
    expect((await client.fetch('GET', '/api/meetings', { headers: { cookie: first } })).status).toBe(401);
    const stored = await (await app.db.superuser()).query('select token_hash from sessions');
    expect(JSON.stringify(stored)).not.toContain(client.cookie.split('=')[1]);
  });

  it('ends a session everywhere at sign-out', async () => {
    const client = await app.as('member-bh');
    const { cookie } = client;
    await client.call(endpoints.signOut);
    expect((await client.fetch('GET', '/api/meetings', { headers: { cookie } })).status).toBe(401);
    expect((await app.anonymous().try(endpoints.signOut)).status).toBe(401);
  });

  it('refuses unknown personas, strange cookies and every other site', async () => {
    expect((await app.anonymous().try(endpoints.signInAsPersona, { body: { persona: 'nobody' } })).status).toBe(404);
    for (const cookie of [
      '__Host-majlis=x',
      `__Host-majlis=${'A'.repeat(43)}`,
      `__Host-majlis=${'A'.repeat(43)}; __Host-majlis=${'B'.repeat(43)}`,
    ]) {
      expect((await app.anonymous().fetch('GET', '/api/meetings', { headers: { cookie } })).status).toBe(401);
    }
    const client = await app.as('chair-bh');
    const crossSite: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-majlis-request': '' },
    ];
    for (const headers of crossSite) {
      const answer = await client.fetch('DELETE', '/api/session', { headers });
      expect([JSON.stringify(headers), answer.status, codeOf(answer)]).toEqual([JSON.stringify(headers), 403, 'cross_site']);
    }
    expect((await client.fetch('GET', '/api/session', { headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
    expect((await client.call(endpoints.readSession)).status).toBe('signed-in');
  });

  it('signs in with a password at the lower assurance: nothing above restricted', async () => {
    const secretary = await app.as('secretary-bh');
    const meeting = await draftMeeting(secretary);
    await addItem(secretary, meeting.id, { cover: 'Restricted', title: 'RESTRICTED', label: bh(1) });
    await addItem(secretary, meeting.id, { cover: 'Confidential', title: 'CONFIDENTIAL', label: bh(2) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    const officer = app.anonymous();
    await officer.call(endpoints.signInWithPassword, { body: { login: login.toUpperCase(), password } });
    const seen = await officer.call(endpoints.readMeeting, { params: { meetingId: meeting.id } });
    expect(seen.items.map(({ content }) => content?.title.en ?? null)).toEqual(['RESTRICTED', null]);
    const { annotation } = await officer.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    expect((await new GrantVerifier(app.grantPublicKey).verify(annotation, 'annotation')).assurance).toBe(ASSURANCE.password);
  });

  it('says the same for a wrong password and an unknown login, and throttles the guesser alone', async () => {
    const attempt = (who: string, secret: string) =>
      app.anonymous().try(endpoints.signInWithPassword, { body: { login: who, password: secret } });
    expect(refusalOf(await attempt(login, 'wrong'))).toEqual(refusalOf(await attempt('nobody@test.invalid', 'wrong')));
    const codes = [];
    for (let guess = 0; guess < 12; guess += 1) codes.push(codeOf(await attempt('victim@test.invalid', `guess ${guess}`)));
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('sign_in_failed'));
    expect(codes.slice(10)).toEqual(['too_many_requests', 'too_many_requests']);
    expect((await attempt(login, password)).status).toBe(200);
  });

  it('issues grants for what a person may do in a meeting, and for nobody else', async () => {
    const secretary = await app.as('secretary-bh');
    const meeting = await draftMeeting(secretary);
    await addItem(secretary, meeting.id, { cover: 'One', label: bh(0) });
    const verifier = new GrantVerifier(app.grantPublicKey);
    // Before publication there is no conference.
    expect((await secretary.call(endpoints.issueGrants, { params: { meetingId: meeting.id } })).conference).toBeNull();
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    const chair = await (await app.as('chair-bh')).call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    expect(await verifier.verify(chair.annotation, 'annotation')).toMatchObject({
      role: 'chair',
      ceiling: 4,
      permissions: ['meeting.attend', 'presenter.lead'],
    });
    expect((await verifier.verify(chair.conference, 'conference')).permissions).toEqual([
      'conference.join',
      'conference.speak',
      'conference.film',
      'conference.share',
    ]);
    const member = await (await app.as('member-bh')).call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    expect((await verifier.verify(member.annotation, 'annotation')).permissions).toEqual(['meeting.attend']);
    await expect(verifier.verify(member.annotation, 'conference')).rejects.toThrow('grant_invalid');
    expect((await (await app.as('head-sa')).try(endpoints.issueGrants, { params: { meetingId: meeting.id } })).status).toBe(404);
  });

  it('has no personas and no one-click sign-in in production', async () => {
    const production = await startAgenda({ MAJLIS_MODE: 'production', PUBLIC_ORIGIN: 'https://majlis.example' });
    try {
      const client = production.anonymous();
      expect((await client.try(endpoints.listPersonas)).status).toBe(404);
      expect((await client.try(endpoints.signInAsPersona, { body: { persona: 'chair-bh' } })).status).toBe(404);
      expect(await client.call(endpoints.readSession)).toEqual({ status: 'anonymous', mode: 'production' });
    } finally {
      await production.close();
    }
  });
});
