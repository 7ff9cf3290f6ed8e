import { endpoints, type LabelRequest } from '@app/contracts';
import { PERSONAS } from '../../../apps/agenda/src/demo/personas.js';
import { until } from '../../smoke/built-process.js';
import { VirtualAuthenticator } from '../authenticator.js';
import type { Person } from '../browser.js';
import { closeByKey } from '../pages/dialogs.js';
import { PalettePage } from '../pages/palette.page.js';
import { ReleasesPage } from '../pages/releases.page.js';
import { RoomPage } from '../pages/room.page.js';
import { SecurityPage, StepUpDialog } from '../pages/security.page.js';
import { SignInPage } from '../pages/sign-in.page.js';
import { WorkbenchPage } from '../pages/workbench.page.js';
import { levelName } from '../words.js';
import { PLAN, stay, stayed, type Visit } from './visit.js';

/** Only a push is as fast: by itself a page asks once in a minute. */
const SOON = 5_000;
export const KEY = 'Office laptop';
const REASON = 'The plan was announced.';

/** In English. */
export function onesOwnSessions(visit: Visit): void {
  describe('where one is signed in', () => {
    let here: Person;
    let there: Person;
    const signedOut = (person: Person) => person.page.getByRole('heading', { name: person.t('signIn.title'), exact: true });

    visit.step('shows both places, this one marked', async () => {
      here = await visit.arrive('expert-bh', 'expert-here');
      there = await visit.arrive('expert-bh', 'expert-there');
      for (const person of [here, there]) await person.readEnglish();
      await new RoomPage(there).open(visit.meetingId);
      await stay(there);
      const security = new SecurityPage(here);
      await security.open();
      expect(await security.sessions.count()).toBe(2);
      expect(await security.thisOne.count()).toBe(1);
    });

    visit.step('one is ended, and its page says so by itself', async () => {
      const security = new SecurityPage(here);
      await security.endOther();
      await signedOut(there).waitFor({ timeout: SOON });
      expect(await stayed(there)).toBe(true);
      await until(async () => (await security.sessions.count()) === 1 || null, 'one is left', SOON);
      await new SignInPage(there).enterAs('expert-bh');
    });

    visit.step('whoever signs in next in the same browser is shown nothing of what was on the screen', async () => {
      const desk = await visit.arrive('chair-bh', 'shared-desk');
      const palette = new PalettePage(desk);
      expect(await palette.find('archive')).not.toEqual([]);
      // In another tab; this one hears of it and finds another person, without a moment in which nobody is signed in.
      await desk.json('POST', endpoints.signInAsPersona.path, { persona: 'expert-bh' });
      await stay(desk);
      await desk.page.evaluate(`new BroadcastChannel('majlis-session').postMessage('left')`);
      const expert = PERSONAS.find(({ key }) => key === 'expert-bh');
      await desk.page.getByRole('button', { name: here.t('common.personMenu', { name: expert?.name.en ?? '' }), exact: true }).waitFor();
      // Whatever language its name is in by now.
      await desk.page.getByRole('dialog').waitFor({ state: 'detached', timeout: SOON });
      expect(await stayed(desk)).toBe(true);
    });

    visit.step('signing out everywhere can be thought over, and then ends all of them', async () => {
      await new RoomPage(there).open(visit.meetingId);
      await stay(there);
      const security = new SecurityPage(here);
      const thought = await security.askToEndAll();
      await thought.getByRole('button', { name: here.t('common.cancel'), exact: true }).click();
      await thought.waitFor({ state: 'detached' });
      expect(await here.json('GET', '/api/session')).toMatchObject({ status: 'signed-in' });
      const dialog = await security.askToEndAll();
      const pressed = performance.now();
      await dialog.getByRole('button', { name: here.t('security.endAll'), exact: true }).click();
      await Promise.all([here, there].map((person) => signedOut(person).waitFor({ timeout: SOON })));
      process.stdout.write(`  ${(performance.now() - pressed).toFixed(0)} ms until both were out\n`);
      expect(await stayed(there)).toBe(true);
      for (const person of [here, there]) expect(await person.json('GET', '/api/session')).toMatchObject({ status: 'anonymous' });
    });
  });
}

/** In English. */
export function aFreshProof(visit: Visit): void {
  describe('an act that needs a fresh proof', () => {
    const requests = async () =>
      (await visit.secretary.json<{ requests: LabelRequest[] }>('GET', endpoints.listLabelRequests.path)).requests.map(
        ({ reason }) => reason,
      );
    const proof = (person: Person) => new StepUpDialog(person);

    visit.step('asks for one; whoever does not give it has done nothing and lost nothing', async () => {
      const { secretary } = visit;
      await VirtualAuthenticator.on(secretary.page);
      const security = new SecurityPage(secretary);
      await security.open();
      await security.addPasskey(KEY);
      await visit.age('secretary-bh');

      const workbench = new WorkbenchPage(secretary);
      await workbench.open(visit.meetingId);
      const panel = await workbench.openPanel(1);
      const wish = await workbench.wishForLevel(panel.getByRole('group', { name: PLAN, exact: true }), 1, REASON);
      await proof(secretary).cancel();
      await wish.getByText(secretary.t('errorWhat.step_up_required'), { exact: false }).waitFor();
      expect(await wish.getByRole('textbox', { name: secretary.t('labels.reason') }).inputValue()).toBe(REASON);
      expect(await wish.getByRole('radio', { name: levelName(secretary.words, 1), exact: true }).isChecked()).toBe(true);
      expect(await requests()).toEqual([]);
    });

    visit.step('is done as it was asked for once the passkey proved who it is', async () => {
      const { secretary } = visit;
      const wish = secretary.page.getByRole('dialog', { name: secretary.t('labels.wishTitle') });
      await new WorkbenchPage(secretary).sendWish(wish);
      await proof(secretary).withPasskey();
      await wish.waitFor({ state: 'detached' });
      await secretary.page.getByText(secretary.t('labels.wishSent'), { exact: true }).waitFor();
      expect(await requests()).toEqual([REASON]);
      expect(await secretary.json('GET', '/api/session')).toMatchObject({ status: 'signed-in', signIn: { assurance: 2 } });
      await closeByKey(secretary.page.getByRole('dialog'));
      const releases = new ReleasesPage(secretary);
      await releases.open();
      await releases.request(PLAN).getByText(REASON, { exact: true }).waitFor();
    });
  });
}
