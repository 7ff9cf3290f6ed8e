import { endpoints } from '@app/contracts';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../support/api-client.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { keepEvidence, launch, Person } from './browser.js';
import { ParticipantsPanel } from './pages/participants.page.js';
import { RoomPage } from './pages/room.page.js';
import { SignInPage } from './pages/sign-in.page.js';
import { WorkbenchPage } from './pages/workbench.page.js';
import { Server } from './server.js';
import { nameOf } from './story/cast.js';

jest.setTimeout(180_000);

const BUDGET = { cover: 'Item on budget', title: 'Budget of the data centre' };

/** Somebody is taken out of a meeting he is looking at, and comes in again. */
describe('participants, in the browser', () => {
  const people: Person[] = [];
  let server: Server;
  let browser: Browser;
  let meetingId: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([Server.start(), launch('missing')]);
    const api = new ApiClient(server.url);
    await api.signIn('secretary-bh');
    ({ id: meetingId } = await draftMeeting(api, bh(1)));
    await addItem(api, meetingId, { ...BUDGET, label: bh(1) });
    await api.call(endpoints.publishMeeting, { params: { meetingId } });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.destroy();
  });

  async function arrive(key: string): Promise<Person> {
    const person = await Person.at(browser, server.url, key);
    people.push(person);
    await new SignInPage(person).enterAs(key);
    return person;
  }

  it('the open room of whoever is removed shows that there is no meeting, without a reload; brought in again, there is', async () => {
    const [secretary, member] = [await arrive('secretary-bh'), await arrive('member-bh')];
    try {
      const room = new RoomPage(member);
      await room.open(meetingId);
      await room.item(BUDGET.title).waitFor();
      await member.page.evaluate('window.stayed = true');
      await new WorkbenchPage(secretary).open(meetingId);
      const panel = new ParticipantsPanel(secretary);
      await panel.open();
      const name = nameOf('member-bh', secretary.words);
      await panel.remove(name);
      await member.page.getByRole('heading', { name: member.t('errorWhat.not_found') }).waitFor({ timeout: 5_000 });
      expect(await member.page.getByText(BUDGET.title).count()).toBe(0);
      expect(await member.page.evaluate('window.stayed === true')).toBe(true);
      await panel.bringIn(name, 'observer');
      await room.open(meetingId);
      await room.item(BUDGET.title).waitFor();
    } catch (failure) {
      process.stdout.write(`  evidence: ${await keepEvidence(people, 'participants')}\n`);
      throw failure;
    }
  });
});
