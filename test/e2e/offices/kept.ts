import { COUNTRIES } from '@app/contracts';
import type { Person } from '../browser.js';
import { AdministrationPage } from '../pages/administration.page.js';
import { ClearancesPage } from '../pages/clearances.page.js';
import { closeByKey } from '../pages/dialogs.js';
import { RoomPage } from '../pages/room.page.js';
import { SecurityPage } from '../pages/security.page.js';
import { KEY } from './own.js';
import { levelName } from '../words.js';
import { nameOf, SECRET, stay, stayed, type Visit } from './visit.js';

/** In Arabic. */
export function twoOfficers(visit: Visit): void {
  describe('a clearance by two officers', () => {
    let first: Person;
    let second: Person;

    visit.step('one proposes secret with an end, and nothing changes for the person', async () => {
      const { member } = visit;
      const room = new RoomPage(member);
      await room.open(visit.meetingId);
      await room.lockOf(SECRET.cover).waitFor();
      await stay(member);

      first = await visit.arrive('security-officer');
      const clearances = new ClearancesPage(first);
      await clearances.propose(nameOf('member-bh', first), 3, 'clearances.term_12');
      const waiting = clearances.proposal(nameOf('member-bh', first));
      await waiting.getByText(levelName(first.words, 3), { exact: true }).waitFor();
      // Whoever proposed does not decide.
      expect(await waiting.getByRole('button').allInnerTexts()).toEqual([first.t('clearances.withdraw')]);
      expect(await clearances.row(nameOf('member-bh', first)).getByText(levelName(first.words, 2), { exact: true }).count()).toBe(1);
      expect(await room.lockOf(SECRET.cover).count()).toBe(1);
    });

    visit.step('another confirms, and the person sees what it opens where he is', async () => {
      second = await visit.arrive('security-officer-2');
      const { page, t } = second;
      const clearances = new ClearancesPage(second);
      const name = nameOf('member-bh', second);
      await clearances
        .proposal(name)
        .getByRole('button', { name: t('clearances.confirmNamed', { name }), exact: true })
        .click();
      await page.getByText(t('clearances.noProposals'), { exact: true }).waitFor();
      const row = clearances.row(name);
      await row.getByText(levelName(second.words, 3), { exact: true }).waitFor();
      for (const officer of ['security-officer', 'security-officer-2']) expect(await row.innerText()).toContain(nameOf(officer, second));
      expect(await row.innerText()).not.toContain(t('clearances.noEnd'));

      const room = new RoomPage(visit.member);
      await room.item(SECRET.title).waitFor();
      expect(await room.lockOf(SECRET.cover).count()).toBe(0);
      expect(await stayed(visit.member)).toBe(true);
    });

    visit.step('a caveat is added to the list and retired again', async () => {
      const { t } = first;
      const dialog = await new ClearancesPage(first).openCaveats();
      for (const code of ['CYBER', 'NET']) await dialog.getByText(code, { exact: true }).waitFor();
      await dialog.getByLabel(t('clearances.code'), { exact: true }).fill('law');
      await dialog.getByLabel(t('accounts.nameAr'), { exact: true }).fill('الشؤون القانونية');
      await dialog.getByLabel(t('accounts.nameEn'), { exact: true }).fill('Legal affairs');
      await dialog.getByRole('button', { name: t('clearances.addCaveat'), exact: true }).click();
      await dialog.getByRole('button', { name: t('clearances.retireNamed', { code: 'LAW' }), exact: true }).click();
      await dialog.getByText(t('clearances.retired'), { exact: true }).waitFor();
      await closeByKey(dialog);
    });

    visit.step('a passkey gets a ceiling, which its person reads among his own', async () => {
      const clearances = new ClearancesPage(first);
      const dialog = await clearances.openPerson(nameOf('secretary-bh', first));
      await clearances.setCeiling(dialog, KEY, 2);
      const { secretary } = visit;
      const security = new SecurityPage(secretary);
      // His session was opened higher than that: it is over, and he comes in anew.
      await visit.comeBack(secretary, 'secretary-bh');
      await security.open();
      const { t } = secretary;
      await security
        .passkey(KEY)
        .getByText(t('security.ceiling', { level: levelName(secretary.words, 2) }), { exact: false })
        .waitFor();
    });
  });
}

const HERE = '127.0.0.0/8';

/** In Arabic. */
export function theAdministrator(visit: Visit): void {
  describe('the administrator', () => {
    let administrator: Person;
    let pages: AdministrationPage;
    const site = (words: Person['words']) => words.pick(COUNTRIES.KW.site);

    visit.step('lowers what is shown at a site', async () => {
      administrator = await visit.arrive('administrator');
      pages = new AdministrationPage(administrator);
      await pages.open('sites.title');
      const { words } = administrator;
      const row = pages.row('KW');
      await row.getByText(levelName(words, 3), { exact: true }).waitFor();
      await pages.setCeiling(await pages.openSite(site(words)), 2);
      await row.getByText(levelName(words, 2), { exact: true }).waitFor();
    });

    visit.step('adds the network everybody is in: what is above its ceiling goes from their screens, and comes back', async () => {
      const { member } = visit;
      const room = new RoomPage(member);
      await room.item(SECRET.title).waitFor();
      const dialog = await pages.openSite(site(administrator.words));
      await pages.addNetwork(dialog, HERE, 2);
      await room.lockOf(SECRET.cover).waitFor();
      expect(await member.page.getByText(SECRET.title).count()).toBe(0);
      await pages.removeNetwork(dialog, HERE);
      await room.item(SECRET.title).waitFor();
      expect(await stayed(member)).toBe(true);
      await closeByKey(dialog);
    });

    visit.step('finds an account among the others', async () => {
      await pages.open('system.accountsTitle');
      await pages.row('head-om@demo.invalid').waitFor();
      await pages.filter('chair');
      await pages.row('head-om@demo.invalid').waitFor({ state: 'detached' });
      await pages.row('chair-bh@demo.invalid').getByText(nameOf('chair-bh', administrator), { exact: true }).waitFor();
    });

    visit.step('creates one; the link that opens it is shown once', async () => {
      const { page, words, t } = administrator;
      const { login, name } = visit.newcomer;
      await pages.createAccount({ login, name, site: `${words.pick(COUNTRIES.BH.site)} (BH)` });
      await pages.filter(login);
      await pages.row(login).getByText(t('system.active'), { exact: true }).waitFor();
      const dialog = await pages.openAccount(words.pick(name));
      await dialog.getByRole('button', { name: t('accounts.enrol'), exact: true }).click();
      const shown = dialog.getByRole('status').locator('code');
      const link = await shown.innerText();
      await closeByKey(dialog);
      await pages.openAccount(words.pick(name));
      await dialog.getByRole('button', { name: t('accounts.enrol'), exact: true }).waitFor();
      expect(await shown.count()).toBe(0);
      expect(await page.content()).not.toContain(new URL(link).hash.slice(1));

      const newcomer = await visit.someone('newcomer');
      await newcomer.page.goto(link);
      await newcomer.page.getByText(newcomer.t('signIn.enrolFor', { name: words.pick(name) }), { exact: true }).waitFor();
    });

    visit.step('says who it is at the identity provider', async () => {
      const { page, t, words } = administrator;
      const dialog = page.getByRole('dialog', { name: words.pick(visit.newcomer.name) });
      await pages.linkIdentity(dialog, 'الهوية الوطنية', visit.newcomer.subject);
      await dialog.getByText(visit.newcomer.subject, { exact: false }).waitFor();
      await dialog.getByRole('button', { name: t('accounts.unlink'), exact: true }).waitFor();
    });
  });
}
