import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTRIES, endpoints, type Label, type PaperDocument } from '@app/contracts';
import type { Browser } from 'playwright-core';
import { PERSONAS } from '../../apps/agenda/src/demo/personas.js';
import { ApiClient } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { keepEvidence, launch, Person } from './browser.js';
import { endRun } from './ending.js';
import { AuditTrailPage } from './pages/audit.page.js';
import { closeByKey } from './pages/dialogs.js';
import { ReceiptsPanel } from './pages/receipts.page.js';
import { ReleasesPage } from './pages/releases.page.js';
import { RoomPage } from './pages/room.page.js';
import { SignInPage } from './pages/sign-in.page.js';
import { WorkbenchPage } from './pages/workbench.page.js';
import { Server } from './server.js';

jest.setTimeout(180_000);

const PLAN = 'Relocation plan';
const BUDGET = { cover: 'Item on budget', title: 'Budget of the data centre' };
const SHARED = 'Network report';
const THEIRS = 'Report of Riyadh';
const NOTHING = '0198f000-0000-7000-8000-000000000000';
const POST = { cover: 'Item on staff', title: 'Appointment of the director' };

/** What is given and taken while people are looking, in three browsers. */
describe('labels and lists, in the browser', () => {
  const people: Person[] = [];
  let server: Server;
  let browser: Browser;
  let secretary: Person;
  let chair: Person;
  let member: Person;
  let meetingId: string;
  let sharedId: string;
  let workbench: WorkbenchPage;

  beforeAll(async () => {
    [server, browser] = await Promise.all([Server.start(), launch('missing')]);
    const api = new ApiClient(server.url);
    await api.signIn('secretary-bh');
    ({ id: meetingId } = await draftMeeting(api, bh(1)));
    const budget = await addItem(api, meetingId, { ...BUDGET, label: bh(1) });
    await addItem(api, meetingId, { ...POST, label: bh(1) });
    const uploaded = await api.upload(budget.id, { bytes: await makePaper(PLAN), name: `${PLAN}.pdf` }, { label: bh(3) });
    if (uploaded.status !== 200) throw new Error(uploaded.text);
    await api.call(endpoints.publishMeeting, { params: { meetingId } });
    sharedId = await shareAPaper(api);
    [secretary, chair, member] = (await Promise.all(['secretary-bh', 'chair-bh', 'member-bh'].map(arrive))) as [Person, Person, Person];
    workbench = new WorkbenchPage(secretary);
  });

  afterAll(() => endRun({ server, browser, people }));

  async function arrive(key: string): Promise<Person> {
    const person = await Person.at(browser, server.url, key);
    people.push(person);
    await new SignInPage(person).enterAs(key);
    return person;
  }

  /** A meeting of the delegations with a paper of one of them. */
  async function shareAPaper(api: ApiClient): Promise<string> {
    const six: Label = { level: 1, caveats: [], releasableTo: ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'], originator: 'BH' };
    const { id } = await draftMeeting(api, six, 'GCC e-Government Programmes Committee');
    const item = await addItem(api, id, { cover: 'Item on the network', label: six });
    const uploaded = await api.upload(item.id, { bytes: await makePaper(SHARED), name: `${SHARED}.pdf` });
    if (uploaded.status !== 200) throw new Error(uploaded.text);
    await api.call(endpoints.publishMeeting, { params: { meetingId: id } });
    return id;
  }

  const step = (title: string, act: () => Promise<void>) =>
    it(title, async () => {
      try {
        await act();
      } catch (failure) {
        process.stdout.write(`  evidence: ${await keepEvidence(people, title)}\n`);
        throw failure;
      }
    });

  /** Lost with the page: what is still there was never reloaded. */
  const stay = (person: Person) => person.page.evaluate('window.stayed = true');
  const stayed = (person: Person) => person.page.evaluate('window.stayed === true');

  step('one asks for a weaker label, another approves, and the paper opens to a third who is already looking', async () => {
    const room = new RoomPage(member);
    const paper = room.agenda.getByRole('link').filter({ has: member.page.getByText(PLAN, { exact: true }) });
    await room.open(meetingId);
    await room.item(BUDGET.title).click();
    await stay(member);
    expect(await paper.count()).toBe(0);

    await workbench.open(meetingId);
    const panel = await workbench.openPanel(1);
    await workbench.askForLevel(panel.getByRole('group', { name: PLAN, exact: true }), 2, 'The plan was announced.');

    const releases = new ReleasesPage(chair);
    await releases.open();
    await releases.request(PLAN).getByText('The plan was announced.', { exact: true }).waitFor();
    expect(await paper.count()).toBe(0);
    await releases.approve(PLAN);

    await paper.click();
    await member.page.locator('canvas').first().waitFor();
    expect(await stayed(member)).toBe(true);
  });

  step('whoever prepares the meeting sees who has read a paper and who has not; by the keyboard too', async () => {
    const { page, t } = secretary;
    const panel = new ReceiptsPanel(secretary);
    await panel.offer(page.getByRole('group', { name: PLAN, exact: true }), PLAN).focus();
    await page.keyboard.press('Enter');
    await panel.dialog.getByRole('table').waitFor();
    const rows = await panel.rows();
    expect(rows.map(([name]) => name)).toEqual(['chair-bh', 'secretary-bh', 'member-bh'].map(nameOf));
    const words = new Map(rows);
    for (const key of ['chair-bh', 'secretary-bh']) expect(words.get(nameOf(key))).toContain(t('receipts.notOpened'));
    expect(words.get(nameOf('member-bh'))).not.toContain(t('receipts.notOpened'));
    expect(await Promise.all(['mayOpen', 'opened', 'notYet', 'openings'].map((key) => panel.count(key)))).toEqual(['٣', '١', '٢', '١']);
    await closeByKey(panel.dialog);
  });

  step('another delegate of the originator sees who opened it only; whoever is of another side is offered nothing', async () => {
    const panel = new ReceiptsPanel(member);
    await panel.offer(new RoomPage(member).agenda, PLAN).click();
    await panel.dialog.getByRole('table').waitFor();
    expect((await panel.rows()).map(([name]) => name)).toEqual([nameOf('member-bh')]);
    expect(await panel.dialog.getByText(member.t('receipts.mayOpen'), { exact: true }).count()).toBe(0);
    await closeByKey(panel.dialog);

    const foreign = await arrive('head-sa');
    const room = new RoomPage(foreign);
    await room.open(sharedId);
    await room.openPaper('Item on the network', SHARED);
    await foreign.page.locator('canvas').first().waitFor();
    expect(await room.agenda.getByRole('button', { name: foreign.t('receipts.title') }).count()).toBe(0);
    const meeting = await foreign.json<{ items: { content: { documents: PaperDocument[] } }[] }>('GET', `/api/meetings/${sharedId}`);
    const paper = meeting.items[0]?.content.documents[0]?.id ?? '';
    const [refused, missing] = await Promise.all(
      [paper, NOTHING].map((id) => foreign.ask({ method: 'GET', path: `/api/documents/${id}/receipts` })),
    );
    expect([refused?.status, missing?.status]).toEqual([404, 404]);

    // The same paper, on the side it comes from.
    const near = new RoomPage(chair);
    await near.open(sharedId);
    await near.openPaper('Item on the network', SHARED);
    await new ReceiptsPanel(chair).offer(near.agenda, SHARED).waitFor();
  });

  step('a paper of another state is added as such; who read it is offered there, and not to whoever prepares the meeting', async () => {
    await workbench.open(sharedId);
    const panel = await workbench.openPanel(1);
    await workbench.choosePapersOrigin(panel, 'SA');
    const folder = await mkdtemp(join(tmpdir(), 'majlis-paper-'));
    try {
      await writeFile(join(folder, `${THEIRS}.pdf`), await makePaper(THEIRS));
      await workbench.chooseFiles(panel, [join(folder, `${THEIRS}.pdf`)]);
      const fields = panel.getByRole('group', { name: THEIRS, exact: true });
      await fields.getByText(secretary.words.pick(COUNTRIES.SA), { exact: true }).waitFor();
      expect(await fields.getByRole('button', { name: secretary.t('receipts.title') }).count()).toBe(0);
      expect(await fields.getByRole('button', { name: secretary.t('labels.wishTitle') }).count()).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
    const foreign = people.find(({ name }) => name === 'head-sa');
    if (!foreign) throw new Error('nobody of the other state is there');
    const room = new RoomPage(foreign);
    await room.open(sharedId);
    await room.openPaper('Item on the network', THEIRS);
    await new ReceiptsPanel(foreign).offer(room.agenda, THEIRS).waitFor();
  });

  step('a list closes an item to the chair: at once he sees the cover only', async () => {
    const room = new RoomPage(chair);
    await room.open(meetingId);
    await room.item(POST.title).click();
    await stay(chair);
    await workbench.open(meetingId);
    const panel = await workbench.openPanel(2);
    await workbench.limitTo(panel, [nameOf('expert-bh')]);
    await panel.getByText(secretary.t('labels.listedMark'), { exact: true }).waitFor();
    await room.lockOf(POST.cover).waitFor();
    expect(await chair.page.getByText(POST.title).count()).toBe(0);
    expect(await stayed(chair)).toBe(true);
  });

  step('every item offers to ask for what one cannot see, and the question is taken without an answer', async () => {
    const room = new RoomPage(chair);
    const offer = room.agenda.getByRole('button', { name: chair.t('labels.ask'), exact: true });
    for (const title of [BUDGET.title, POST.cover]) {
      await room.item(title).click();
      await room.agenda
        .getByRole('listitem')
        .filter({ hasText: title })
        .getByRole('button', { name: chair.t('labels.ask') })
        .waitFor();
      expect(await offer.count()).toBe(1);
    }
    await offer.click();
    const dialog = chair.page.getByRole('dialog', { name: chair.t('labels.askTitle') });
    await dialog.getByRole('textbox', { name: chair.t('labels.reason') }).fill('For the speech of the minister.');
    await dialog.getByRole('button', { name: chair.t('labels.askSend'), exact: true }).click();
    await dialog.getByText(chair.t('labels.askSent'), { exact: true }).waitFor();
    await dialog
      .getByRole('button', { name: chair.t('common.close'), exact: true })
      .last()
      .click();
    const releases = new ReleasesPage(chair);
    await releases.open();
    await releases.request(POST.cover).getByText('For the speech of the minister.', { exact: true }).waitFor();
    await chair.page.getByText(chair.t('labels.ownNote'), { exact: true }).waitFor();
  });

  step('a paper is withdrawn after one question: whoever is reading it loses it at once', async () => {
    const room = new RoomPage(member);
    const pages = member.page.locator('canvas');
    await room.open(meetingId);
    await room.openPaper(BUDGET.title, PLAN);
    await pages.first().waitFor();
    await stay(member);
    await workbench.open(meetingId);
    const { page, t } = secretary;
    const paper = (await workbench.openPanel(1)).getByRole('group', { name: PLAN, exact: true });
    const ask = paper.getByRole('button', { name: t('workbench.withdrawTitle'), exact: true });
    const dialog = page.getByRole('dialog', { name: t('workbench.withdrawTitle') });
    await ask.click();
    await dialog.getByRole('button', { name: t('common.cancel'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await pages.count()).toBeGreaterThan(0);

    await ask.click();
    await dialog.getByText(t('workbench.withdrawLead'), { exact: true }).waitFor();
    const pressed = performance.now();
    await dialog.getByRole('button', { name: t('workbench.withdraw'), exact: true }).click();
    await pages.first().waitFor({ state: 'detached' });
    process.stdout.write(`  ${(performance.now() - pressed).toFixed(0)} ms from the press to the reader’s empty screen\n`);
    await paper.waitFor({ state: 'detached' });
    await room.agenda.getByText(PLAN, { exact: true }).waitFor({ state: 'detached' });
    expect(await stayed(member)).toBe(true);
  });

  step('the auditor finds the refusal in words, narrows the trail to the person, and takes it with its proof', async () => {
    const auditor = await arrive('auditor');
    const { page, t } = auditor;
    const trail = new AuditTrailPage(auditor);
    await trail.choose('audit.outcome', 'audit.denied');
    // He was refused what there is and what there is not, in one moment: either may stand first.
    const refusal = trail.row(nameOf('head-sa'), t('auditAction.receipts_read'), t('auditReason.originator'));
    await refusal.waitFor();
    await refusal.getByRole('button', { name: t('audit.onlyPerson', { name: nameOf('head-sa') }), exact: true }).click();
    const narrowed = page.getByText(t('audit.filteredPerson', { name: nameOf('head-sa') }), { exact: true });
    await narrowed.waitFor();
    const by = await trail.rows.count();
    await page.getByRole('button', { name: t('audit.clear'), exact: true }).click();
    await narrowed.waitFor({ state: 'detached' });
    await trail.choose('audit.outcome', 'audit.denied');
    await trail.find(nameOf('head-sa'));
    await narrowed.waitFor();
    expect(await trail.rows.count()).toBe(by);
    const shown = await trail.rows.count();
    const [head, ...rest] = (await trail.export()).map((line) => JSON.parse(line) as { kind: string; entries?: number });
    expect(head).toMatchObject({ kind: 'majlis-audit-export-1', entries: shown });
    expect(rest.filter(({ kind }) => kind === 'entry')).toHaveLength(shown);
    expect(rest.some(({ kind }) => kind === 'proof')).toBe(true);
    await page.getByText(t('audit.exported'), { exact: true }).waitFor();
  });

  const nameOf = (key: string) => PERSONAS.find((persona) => persona.key === key)?.name.ar ?? '';
});
