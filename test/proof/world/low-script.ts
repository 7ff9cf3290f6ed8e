import { type AgendaItem, CLOCK_START, endpoints, type Label, type Meeting } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import type { ApiClient } from '../../support/api-client.js';
import { makePaper } from '../../support/papers.js';
import { Client } from '../../wire/annotation-world.js';
import { FOLDER } from '../matrix/matrix.js';
import { loadTable } from '../matrix/table-oracle.js';
import { FULL, sized } from '../report.js';
import { addPeople } from './build.js';
import type { PersonaPlan } from './people.js';
import type { Product } from './product.js';
import { Transcript } from './transcript.js';
import { World } from './world.js';

const person = (key: string, clearance: 0 | 1 | 4, role: 'secretary' | 'chair' | 'member' | 'expert', country = 'BH'): PersonaPlan => ({
  key,
  country,
  clearance,
  caveats: clearance === 4 ? ['CYBER', 'NET'] : [],
  roles: { committee: role },
});
const PEOPLE = [
  person('secretary', 4, 'secretary'),
  person('chair', 4, 'chair'),
  person('low-secretary', 1, 'secretary'),
  person('low-member', 1, 'member'),
  person('low-expert', 0, 'expert', 'SA'),
];
const LOW = sized(['low-secretary', 'low-member', 'low-expert'] as const, ['low-secretary', 'low-expert'] as const);

const SIX: Label['releasableTo'] = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];
const open: Label = { level: 0, caveats: [], releasableTo: SIX, originator: 'BH' };
const secret: Label = { level: 3, caveats: ['NET'], releasableTo: ['BH'], originator: 'BH' };
const words = (text: string) => ({ ar: `${text} نص`, en: text });
const when = { startsAt: '2026-12-01T07:00:00Z', endsAt: '2026-12-01T09:00:00Z', sites: ['BH' as const] };

export interface Played {
  readonly transcripts: ReadonlyMap<string, string[]>;
  /** How often the secret word is found by whoever may know it: not zero in the world that has it. */
  readonly secretsFound: number;
  /** Ids somebody low may try: of a secret thing and its kind. Empty in the world without. */
  readonly hidden: { meeting: string; document: string; item: string } | null;
  readonly low: ApiClient;
}

/** The same acts of the same people in a world with secret things in it, which are made, used and withdrawn meanwhile, or without. */
export async function play(product: Product, withSecrets: boolean): Promise<Played> {
  const world = new World(loadTable(`${FOLDER}/table`));
  await addPeople(product, world, PEOPLE);
  const [high, chair] = [world.find('secretary').client, world.find('chair').client];
  const bodyId = world.bodies.find(({ key }) => key === 'committee')?.id ?? '';
  const secretly = async (act: () => Promise<unknown>) => void (withSecrets && (await act()));

  const make = (client: ApiClient, label: Label, title: string) =>
    client.call(endpoints.createMeeting, { body: { bodyId, title: words(title), kind: 'regular', ...when, label } });
  const add = (client: ApiClient, { id }: Meeting, label: Label, title: string) =>
    client.call(endpoints.addItem, {
      params: { meetingId: id },
      body: { coverTitle: words(`cover of ${title}`.slice(0, 20)), title: words(title), type: 'decision', minutes: 5, label },
    });
  const upload = async (client: ApiClient, { id }: AgendaItem, label: Label, text: string) => {
    const answer = await client.upload(id, { bytes: await bytesOf(text), name: `${text}.pdf` }, { title: text, label });
    return endpoints.uploadDocument.response.parse(answer.json);
  };
  const publish = (client: ApiClient, { id }: Meeting) => client.call(endpoints.publishMeeting, { params: { meetingId: id } });

  const meeting = await make(high, open, 'visible meeting');
  const shown = await add(high, meeting, open, 'visible item');
  const covered = await add(high, meeting, secret, 'covered item zqzsecretzqz');
  const raised = await add(high, meeting, open, 'raised item');
  const paper = await upload(high, shown, open, 'visible paper');
  await publish(high, meeting);

  const transcripts = new Map(LOW.map((key) => [key, new Transcript()]));
  const transcriptOf = (key: (typeof LOW)[number]) => transcripts.get(key) ?? new Transcript();
  const lines = new Map<string, Client>();
  for (const key of [...LOW, 'secretary', 'chair']) {
    const grants = await world.find(key).client.try(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    if ((LOW as readonly string[]).includes(key)) await transcriptOf(key as 'low-expert').answer('grants', grants);
    lines.set(key, await Client.connect(product.url, (grants.json as { annotation: string }).annotation));
  }
  const line = (key: string) => lines.get(key) as Client;
  for (const key of [...LOW, 'secretary', 'chair']) {
    await line(key).request('meeting:attend', {});
    // One after the other, each seen by all: who comes at the same moment as another one is told of together with him.
    await Promise.all(
      [...lines.keys()]
        .slice(0, [...lines.keys()].indexOf(key) + 1)
        .map((one) =>
          line(one).until(
            () =>
              line(one).frames.some(
                ({ name, notice }) => name === 'presence:changed' && JSON.stringify(notice).includes(world.find(key).person.accountId),
              ),
            `${one} sees ${key} come`,
          ),
        ),
    );
    await line(key).request('document:open', { versionId: paper.versionId });
  }

  const note = async (key: string, versionId: string, layer: 'meeting' | 'delegation' | 'private', quote: string) => {
    const shape = { kind: 'highlight' as const, colour: 'amber' as const, quote, quads: [[1, 2, 3, 2, 1, 1, 3, 1]] as never };
    await line(key).request('annotation:commit', {
      versionId,
      operations: [{ id: uuid(), kind: 'add', layer, annotation: { page: 1, shape } }],
    });
  };
  const hears = (what: (frame: { name: string; notice: unknown }) => boolean, name: string) =>
    Promise.all(LOW.map((key) => line(key).until(() => line(key).frames.some(what), `${key}: ${name}`)));

  /** Whoever held a paper that was labelled anew or withdrawn is closed and comes back, as the client does. */
  const comeBack = async () => {
    for (const key of ['secretary', 'chair']) {
      if (line(key).socket.connected) continue;
      const { annotation } = await world.find(key).client.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
      lines.set(key, await Client.connect(product.url, annotation));
      await line(key).request('meeting:attend', {});
      await line(key).request('document:open', { versionId: paper.versionId });
    }
  };

  let step = 0;
  /** Everything the low ones can look at, and everything they were told since the last time. */
  const look = async (
    more: (key: (typeof LOW)[number], client: ApiClient, transcript: Transcript) => Promise<void> = () => Promise.resolve(),
  ) => {
    step += 1;
    await note('chair', paper.versionId, 'meeting', `mark ${step}`);
    await hears(({ name, notice }) => name === 'annotation:committed' && JSON.stringify(notice).includes(`mark ${step}`), `mark ${step}`);
    await high.call(endpoints.editMeeting, { params: { meetingId: meeting.id }, body: {} });
    await hears(
      ({ name, notice }) => name === 'meeting:event' && JSON.stringify(notice).includes('meeting.changed'),
      'the meeting changed',
    );
    // Of all of them before anybody acts: what one does below reaches the others when it does.
    for (const key of LOW) transcriptOf(key).frames(`${step} frames`, line(key));
    for (const key of LOW) {
      const { client } = world.find(key);
      const transcript = transcriptOf(key);
      const ask = async (name: keyof typeof endpoints, input = {}) =>
        transcript.answer(`${step} ${name}`, await client.try(endpoints[name], input));
      // What does not change is asked once in the slice.
      for (const name of ['readSession', 'listAccounts', 'listAudit', 'listPersonas'] as const) if (FULL || step === 1) await ask(name);
      for (const name of ['listBodies', 'listMeetings', 'recentPapers'] as const) await ask(name);
      await ask('readMeeting', { params: { meetingId: meeting.id } });
      await ask('previewPublication', { params: { meetingId: meeting.id } });
      for (const q of sized(['visible', 'zqzsecretzqz', 'paper', 'نص', 'page'], ['zqzsecretzqz', 'page']))
        await ask('search', { query: { q } });
      await ask('editItem', { params: { itemId: covered.id }, body: { minutes: 7 } });
      await ask('openView', { params: { documentId: uuid() } });
      transcript.said(`${step} catch-up`, await line(key).ask('annotation:catch-up', { versionId: paper.versionId, after: CLOCK_START }));
      transcript.said(`${step} attend`, withoutRequest(await line(key).ask('meeting:attend', {})));
      await more(key, client, transcript);
    }
  };
  const read = async (client: ApiClient, transcript: Transcript) => {
    const view = await client.try(endpoints.openView, { params: { documentId: paper.id } });
    await transcript.answer('a view', view);
    const { id: viewId } = view.json as { id: string };
    await transcript.answer('the paper', await client.try(endpoints.readPaper, { params: { viewId } }));
    await transcript.answer('its page', await client.try(endpoints.readPageImage, { params: { viewId, page: 1 }, query: { scale: 0.3 } }));
  };

  let hidden: Played['hidden'] = null;
  let above: { id: string; versionId: string; itemId: string } | null = null;
  let behind: { id: string; versionId: string } | null = null;
  await look((_key, client, transcript) => read(client, transcript));

  await secretly(async () => {
    const other = await make(high, { ...secret, level: 4 }, 'meeting zqzsecretzqz');
    const item = await add(high, other, { ...secret, level: 4 }, 'item zqzsecretzqz');
    await publish(high, other);
    above = await upload(high, shown, secret, 'paper zqzsecretzqz above the item');
    behind = await upload(high, covered, secret, 'paper zqzsecretzqz behind the cover');
    await upload(high, raised, { ...secret, level: 0 }, 'paper zqzsecretzqz below what its item becomes');
    hidden = { meeting: other.id, item: item.id, document: above.id };
  });
  await look();

  await secretly(async () => {
    // The chair's other tablet: it holds the secret papers, so it is closed when their labels change.
    const { annotation } = await chair.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
    lines.set('shadow', await Client.connect(product.url, annotation));
    for (const one of [above, behind]) {
      if (!one) continue;
      await line('shadow').request('document:open', { versionId: one.versionId });
      for (const layer of ['meeting', 'delegation', 'private'] as const)
        await note('shadow', one.versionId, layer, `zqzsecretzqz ${layer}`);
      const view = await chair.call(endpoints.openView, { params: { documentId: one.id } });
      await chair.try(endpoints.readPageImage, { params: { viewId: view.id, page: 1 }, query: { scale: 0.3 } });
      const itemId = one === above ? shown.id : covered.id;
      await line('shadow').request('presenter:lead', { versionId: one.versionId, documentId: one.id, itemId, page: 1 });
    }
    // Of other people's, on the paper everybody reads.
    await note('chair', paper.versionId, 'private', 'zqzsecretzqz private');
    await high
      .call(endpoints.editItem, {
        params: { itemId: covered.id },
        body: { title: words('changed zqzsecretzqz'), label: { ...secret, level: 4 } },
      })
      .catch(() => undefined);
    const holders = ['secretary', 'chair', 'shadow'].map(line);
    await high.call(endpoints.editDocument, { params: { documentId: above?.id ?? '' }, body: { label: { ...secret, level: 4 } } });
    // Who opened it or was led to it is judged again.
    await Promise.all(holders.map((one) => one.until(() => !one.socket.connected, 'the holders are closed')));
    await comeBack();
  });
  await look(async (key, client, transcript) => {
    await read(client, transcript);
    if (key !== 'low-secretary') return;
    // The one who prepares meetings without being cleared for all of them: numbers, duplicates, labels.
    const made = await client.try(endpoints.createMeeting, {
      body: { bodyId, title: words('a new one'), kind: 'regular', ...when, label: open },
    });
    await transcript.answer('a meeting', made);
    const same = await client.upload(
      shown.id,
      { bytes: await bytesOf('paper zqzsecretzqz above the item'), name: 'mine.pdf' },
      { title: 'mine' },
    );
    await transcript.answer('the same bytes', same);
    const again = await client.upload(shown.id, { bytes: await bytesOf('visible paper'), name: 'again.pdf' }, { title: 'again' });
    await transcript.answer('bytes that are there', again);
    const raise = await client.try(endpoints.editItem, { params: { itemId: raised.id }, body: { label: { ...open, level: 1 } } });
    await transcript.answer('an item made stricter', raise);
    // Heard before the next word of anybody, so that they come in the same order in both worlds.
    await hears(({ name, notice }) => name === 'meeting:event' && JSON.stringify(notice).includes(raised.id), 'the item made stricter');
    const above = await client.try(endpoints.editItem, { params: { itemId: shown.id }, body: { label: { ...open, level: 1 } } });
    await transcript.answer('an item above its papers', above);
  });

  await secretly(async () => {
    await line('chair').request('presenter:stop', {});
    await high.call(endpoints.withdrawDocument, { params: { documentId: above?.id ?? '' } });
  });
  await look();
  const found = await chair.call(endpoints.search, { query: { q: 'zqzsecretzqz' } });
  for (const client of lines.values()) client.close();
  return {
    transcripts: new Map([...transcripts].map(([key, { lines: said }]) => [key, said])),
    secretsFound: found.hits.length,
    hidden,
    low: world.find('low-secretary').client,
  };
}

/** The same text gives the same bytes: the time of making is left out. */
const made = new Map<string, Promise<Uint8Array>>();
function bytesOf(text: string): Promise<Uint8Array> {
  const known = made.get(text) ?? makePaper(text, 1);
  made.set(text, known);
  return known;
}

const withoutRequest = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? '' : value)));
