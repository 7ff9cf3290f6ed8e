import { type Browser } from 'playwright-core';
import { launch, Person, keepEvidence } from './browser.js';
import { SignInPage } from './pages/sign-in.page.js';
import { TodayPage } from './pages/today.page.js';
import { WorkbenchPage } from './pages/workbench.page.js';
import { makePaper, makeEncryptedPaper } from '../support/papers.js';
import { writeFileSync, mkdirSync } from 'node:fs';
import { BODIES } from '../../apps/agenda/src/demo/personas.js';

jest.setTimeout(120_000);
let browser: Browser;
const people: Person[] = [];
beforeAll(async () => { browser = await launch('fake devices'); });
afterAll(async () => { await browser.close(); });
it('works', async () => {
  const url = 'http://localhost:4620';
  const sec = await Person.at(browser, url, 'sec'); people.push(sec);
  try {
    await new SignInPage(sec).enterAs('secretary-bh');
    const today = new TodayPage(sec);
    await today.newMeeting();
    const wb = new WorkbenchPage(sec);
    const gcc = BODIES.find(({key}) => key === 'gcc')!;
    const id = await wb.createMeeting({ body: gcc.name, title: { ar: 'اجتماع الاختبار', en: 'Probe meeting' }, sites: ['BH', 'SA', 'KW'] });
    console.log(id);
    await wb.addItem({ cover: { ar: 'أول', en: 'First' }, type: 'information', minutes: 10, level: 1 });
    await wb.addItem({ cover: { ar: 'ثان', en: 'Second' }, title: { ar: 'عنوان ثان حقيقي', en: 'Real second' }, type: 'decision', minutes: 15, level: 2, caveats: 'NET' });
    await wb.addItem({ cover: { ar: 'ثالث', en: 'Third' }, title: { ar: 'خطة مشتركة', en: 'Joint plan' }, type: 'decision', minutes: 20, level: 3, releasableTo: ['BH', 'SA'] });
    console.log(await wb.order());
    mkdirSync('/tmp/e2eme/files', { recursive: true });
    writeFileSync('/tmp/e2eme/files/Quarterly report.pdf', await makePaper('Quarterly', 12));
    writeFileSync('/tmp/e2eme/files/Annex.pdf', await makePaper('Annex', 3));
    writeFileSync('/tmp/e2eme/files/not-a-pdf.pdf', 'just words');
    writeFileSync('/tmp/e2eme/files/locked.pdf', await makeEncryptedPaper());
    await sec.probe('watchProgress');
    await wb.dropFiles(wb.row({ ar: 'أول', en: '' }), ['Quarterly report', 'Annex', 'not-a-pdf', 'locked'].map((n) => `/tmp/e2eme/files/${n}.pdf`));
    await sec.page.waitForTimeout(6000);
    console.log(await sec.read('progress'), await wb.rows().nth(0).innerText());
    const grip = wb.row({ ar: 'ثالث', en: '' }).getByRole('button', { name: 'نقل البند' });
    await grip.focus();
    const where = () => sec.page.evaluate(`(() => { const a = document.activeElement; return [a.tagName, a.getAttribute('role'), a.getAttribute('aria-label'), a.getAttribute('aria-roledescription'), a.closest('[role=row]')?.textContent?.slice(0, 40)].join('|') })()`);
    console.log(await where());
    await sec.page.keyboard.press('Enter'); await sec.page.waitForTimeout(700); console.log('enter', await where());
    for (let i = 0; i < 4; i++) { await sec.page.keyboard.press('ArrowUp'); await sec.page.waitForTimeout(300); console.log('up', await where()); }
    await keepEvidence(people, 'mid');
    await sec.page.keyboard.press('Enter'); await sec.page.waitForTimeout(1000); console.log('enter', await where());
    console.log(await wb.order());
    await keepEvidence(people, 'ok');
    console.log(sec.trespasses);
  } catch (e) { console.log(await keepEvidence(people, 'fail')); throw e; }
});
