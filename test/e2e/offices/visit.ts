import { type AgendaItem, endpoints } from '@app/contracts';
import type { Browser } from 'playwright-core';
import { PERSONAS } from '../../../apps/agenda/src/demo/personas.js';
import { ApiClient } from '../../support/api-client.js';
import { freePort, IdentityProvider } from '../../support/identity-provider.js';
import { makePaper } from '../../support/papers.js';
import { addItem, bh, draftMeeting } from '../../support/scenario.js';
import { keepEvidence, launch, Person } from '../browser.js';
import { endRun } from '../ending.js';
import { SignInPage } from '../pages/sign-in.page.js';
import { Server } from '../server.js';

export const ARCHIVE = { cover: 'Item on the archive', title: 'Relocation of the archive' };
export const SECRET = { cover: 'Item on security', title: 'Protection of the vault' };
export const POST = { cover: 'Item on staff', title: 'Appointment of the deputy' };
/** Papers of the archive's item: one for everybody of the meeting, and one that is to be made weaker. */
export const REPORT = 'Annual report';
export const PLAN = 'Relocation plan';

/** What the parts share: the product, a provider of identities, a meeting, and who is looking. */
export class Visit {
  readonly people: Person[] = [];
  server!: Server;
  browser!: Browser;
  provider!: IdentityProvider;
  meetingId!: string;
  secretary!: Person;
  /** Looks at the room in Arabic, and never reloads it. */
  member!: Person;
  /** Somebody the administrator made, as he is known at the provider. */
  readonly newcomer = {
    login: 'newcomer@demo.invalid',
    name: { ar: 'موظف جديد', en: 'New colleague' },
    subject: 'subject-of-the-newcomer',
  };

  async open(): Promise<void> {
    const port = await freePort();
    this.provider = await IdentityProvider.start([`http://localhost:${port}/sign-in/return/national`], '127.0.0.1');
    const settings = { PORT: String(port), OIDC_PROVIDERS: JSON.stringify([this.provider.settings('national')]) };
    [this.server, this.browser] = await Promise.all([Server.start(settings), launch('missing')]);
    await this.#prepare();
    [this.secretary, this.member] = await Promise.all([this.arrive('secretary-bh'), this.arrive('member-bh')]);
    await this.secretary.readEnglish();
  }

  async close(): Promise<void> {
    // Whatever did not come up when opening failed.
    const provider = this.provider as IdentityProvider | undefined;
    try {
      await endRun({ server: this.server, browser: this.browser, people: this.people, abroad: provider ? [provider.issuer] : [] });
    } finally {
      await provider?.stop();
    }
  }

  async #prepare(): Promise<void> {
    const api = new ApiClient(this.server.url);
    await api.signIn('secretary-bh');
    ({ id: this.meetingId } = await draftMeeting(api));
    const archive = await addItem(api, this.meetingId, { ...ARCHIVE, label: bh(1) });
    await addItem(api, this.meetingId, { ...SECRET, label: bh(3) });
    await addItem(api, this.meetingId, { ...POST, label: bh(1) });
    await upload(api, archive, REPORT, bh(1));
    await upload(api, archive, PLAN, bh(2));
    await api.call(endpoints.publishMeeting, { params: { meetingId: this.meetingId } });
  }

  /** A browser of somebody's own, in which nobody is signed in yet. */
  async someone(name: string): Promise<Person> {
    const person = await Person.at(this.browser, this.server.url, name);
    this.people.push(person);
    return person;
  }

  async arrive(key: string, name = key): Promise<Person> {
    const person = await this.someone(name);
    await new SignInPage(person).enterAs(key);
    return person;
  }

  /** Signs in anew where his session was ended. */
  async comeBack(person: Person, key: string): Promise<void> {
    await new SignInPage(person).enterAs(key);
  }

  /** The proof of who he is was given long ago, in all his sessions. */
  async age(key: string): Promise<void> {
    await this.server.alter(
      `update sessions set strong_at = now() - interval '6 minutes' where account_id = (select id from accounts where persona = $1)`,
      [key],
    );
  }

  /** A part of the visit; what everybody saw is kept when it fails. */
  step(title: string, act: () => Promise<void>): void {
    it(title, async () => {
      try {
        await act();
      } catch (failure) {
        process.stdout.write(`  evidence: ${await keepEvidence(this.people, title)}\n`);
        throw failure;
      }
    });
  }
}

async function upload(api: ApiClient, item: AgendaItem, title: string, label: ReturnType<typeof bh>): Promise<void> {
  const uploaded = await api.upload(item.id, { bytes: await makePaper(title), name: `${title}.pdf` }, { label });
  if (uploaded.status !== 200) throw new Error(uploaded.text);
}

export function nameOf(key: string, { words }: Person): string {
  const persona = PERSONAS.find((one) => one.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return words.pick(persona.name);
}

/** Lost with the page: what is still there was never reloaded. */
export const stay = (person: Person) => person.page.evaluate('window.stayed = true');
export const stayed = (person: Person) => person.page.evaluate('window.stayed === true');

/** Reads English on this device, before anybody is signed in. */
export async function readEnglishHere(person: Person): Promise<void> {
  await person.page.goto('/');
  await person.readEnglish();
}
