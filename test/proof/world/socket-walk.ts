import { type AnnotationLayer, endpoints } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { Client } from '../../wire/annotation-world.js';
import { Client as ConferenceClient } from '../../wire/conference-drivers.js';
import { canary, type Canary, traces } from './canary.js';
import type { Walked } from './http-walk.js';
import { ANNOTATION_DRIVERS, ANNOTATION_READS, type Booth, CONFERENCE_DRIVERS, type Scene } from './socket-drivers.js';
import { walls } from './walls.js';
import type { Meeting, Note, Paper, Persona, World } from './world.js';

/** Notes get canaries of their own range. */
let notes = 0x800000;

interface Line {
  readonly persona: Persona;
  readonly client: Client;
}

/** Everybody who may attends each meeting on a real line; things happen in it, and what each one hears is searched. */
export async function walkSockets(world: World, url: string, walked: Walked, meetings: readonly Meeting[]): Promise<void> {
  for (const meeting of meetings) {
    await walkAnnotation(world, url, meeting, walked);
    await walkConference(world, url, meeting, walked);
  }
}

async function walkAnnotation(world: World, url: string, meeting: Meeting, walked: Walked): Promise<void> {
  const attending = world.personas.filter((persona) => world.mayMeeting(persona, 'meeting.attend', meeting));
  const lines = await Promise.all(
    attending.map(async (persona): Promise<Line> => {
      const { annotation } = await persona.client.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
      return { persona, client: await Client.connect(url, annotation) };
    }),
  );
  try {
    for (const { client } of lines) await client.request('meeting:attend', {});
    const openable = (persona: Persona) =>
      world.papers.filter(({ item }) => item.meeting === meeting).filter((paper) => world.mayPaper(persona, 'annotation.read', paper));
    for (const { persona, client } of lines)
      for (const { versionId } of openable(persona)) await client.request('document:open', { versionId });
    await conduct(world, meeting, lines, openable);
    await Promise.all(lines.map((line) => sendAll({ world, persona: line.persona, meeting }, line.client, walked)));
    await settle(world, meeting, lines);
  } finally {
    for (const { client } of lines) client.close();
  }
  const all = world.all();
  for (const { persona, client } of lines) {
    const known = world.known(persona);
    for (const { name, notice } of client.frames)
      search(world, walked, persona, known, all, `${persona.plan.key} hears ${name} in ${meeting.key}`, notice);
    if (client.closedBecause) walked.leaks.push(`${persona.plan.key} was closed in ${meeting.key}: ${client.closedBecause}`);
  }
}

/** What goes on in a meeting: notes in every layer, the presenter turns to every paper, agenda and papers are touched. */
async function conduct(world: World, meeting: Meeting, lines: readonly Line[], openable: (persona: Persona) => Paper[]): Promise<void> {
  for (const { persona, client } of lines.filter(({ persona }) =>
    ['secretary', 'member-top', 'member-sa', 'chair'].includes(persona.plan.key),
  ))
    for (const paper of openable(persona)) {
      if (!world.mayPaper(persona, 'annotation.write', paper)) continue;
      for (const layer of ['private', 'delegation', 'meeting'] as const) await writeNote(world, client, { persona, paper, layer });
      if (world.mayMeeting(persona, 'presenter.lead', meeting))
        await client.request('presenter:lead', { versionId: paper.versionId, documentId: paper.id, itemId: paper.item.id, page: 1 });
    }
  const { client } = world.find('secretary');
  for (const item of world.items.filter((one) => one.meeting === meeting && world.mayItem(world.find('secretary'), 'item.edit', one)))
    await client.call(endpoints.editItem, { params: { itemId: item.id }, body: {} });
  for (const paper of world.papers.filter(
    (one) => one.item.meeting === meeting && world.mayPaper(world.find('secretary'), 'document.edit', one),
  ))
    await client.call(endpoints.editDocument, { params: { documentId: paper.id }, body: {} });
}

async function writeNote(
  world: World,
  client: Client,
  { persona, paper, layer }: { persona: Persona; paper: Paper; layer: AnnotationLayer },
): Promise<void> {
  const quote: Canary = canary((notes += 1));
  const id = uuid();
  const shape = {
    kind: 'highlight' as const,
    colour: 'amber' as const,
    quote: `${quote.en} ${quote.ar}`,
    quads: [[1, 2, 3, 2, 1, 1, 3, 1]] as never,
  };
  await client.request('annotation:commit', {
    versionId: paper.versionId,
    operations: [{ id, kind: 'add', layer, annotation: { page: 1, shape } }],
  });
  const note: Note = { paper, author: persona, layer, id, quote };
  world.notes.push(note);
}

/** What the service lets one person send at most; whoever sends more is closed, which is not what is looked at here. */
const BUDGET = { burst: 250, perSecond: 100, cost: 14 };
const spent = new Map<string, { left: number; at: number }>();

async function paced({ person }: Persona): Promise<void> {
  const now = performance.now();
  const { left, at } = spent.get(person.accountId) ?? { left: BUDGET.burst, at: now };
  const there = Math.min(BUDGET.burst, left + ((now - at) / 1000) * BUDGET.perSecond) - BUDGET.cost;
  spent.set(person.accountId, { left: there, at: now });
  if (there < 0) await new Promise((resolve) => setTimeout(resolve, (-there / BUDGET.perSecond) * 1000));
}

async function sendAll(scene: Scene, client: Client, walked: Walked): Promise<void> {
  const { world, persona, meeting } = scene;
  const all = world.all();
  const known = world.known(persona);
  for (const [name, driver] of Object.entries(ANNOTATION_DRIVERS)) {
    const compared = walls.first || (ANNOTATION_READS as readonly string[]).includes(name);
    let missing: string | null = null;
    for (const { payload, allowed, nothing } of driver(scene)) {
      await paced(persona);
      const where = `${persona.plan.key} ${name} in ${meeting.key} ${JSON.stringify(payload).slice(0, 200)}`;
      const answer = await client.ask(name, payload);
      walked.requests += 1;
      search(world, walked, persona, known, all, where, answer, traces(JSON.stringify(payload)));
      if (!compared) continue;
      if (answer.ok !== allowed)
        walked.leaks.push(`${where}: ${JSON.stringify(answer).slice(0, 200)}, and the policy says ${allowed ? 'yes' : 'no'}`);
      if (answer.ok || !nothing) continue;
      missing ??= faceOf(await client.ask(name, nothing));
      if (faceOf(answer) !== missing) walked.leaks.push(`${where}: another answer than about nothing: ${faceOf(answer)}`);
    }
  }
}

/** Events of a meeting arrive in their order: once everybody heard the last one, he heard all there was for him. */
async function settle(world: World, meeting: Meeting, lines: readonly Line[]): Promise<void> {
  const secretary = world.find('secretary');
  if (world.mayMeeting(secretary, 'meeting.edit', meeting)) {
    await secretary.client.call(endpoints.editMeeting, { params: { meetingId: meeting.id }, body: {} });
    const last = ({ client }: Line) =>
      client.closedBecause !== null || client.heard('meeting:event').some(({ name }) => name === 'meeting.changed');
    await Promise.all(lines.map((line) => line.client.until(() => last(line), `the last event to ${line.persona.plan.key}`)));
  }
  await Promise.all(lines.filter(({ client }) => client.closedBecause === null).map(({ client }) => client.ask('meeting:attend', {})));
}

async function walkConference(world: World, url: string, meeting: Meeting, walked: Walked): Promise<void> {
  const joining = world.personas.filter((persona) => world.mayMeeting(persona, 'conference.join', meeting));
  if (joining.length === 0) return;
  const all = world.all();
  const clients: ConferenceClient[] = [];
  const others = { transport: uuid(), producer: uuid(), consumer: uuid() };
  let stream: string | null = null;
  try {
    for (const persona of joining) {
      const { conference } = await persona.client.call(endpoints.issueGrants, { params: { meetingId: meeting.id } });
      const client = await ConferenceClient.connect(url, { grant: conference }, {});
      clients.push(client);
      const known = world.known(persona);
      const room = await client.enterWithMedia();
      search(world, walked, persona, known, all, `${persona.plan.key} enters the conference of ${meeting.key}`, room);
      const booth: Booth = {
        send: room.send,
        receive: room.receive,
        others: { ...others },
        stream,
        speaks: world.mayMeeting(persona, 'conference.speak', meeting),
      };
      for (const [name, driver] of Object.entries(CONFERENCE_DRIVERS)) {
        // The one who is looked at by the next one stays.
        if (name === 'room:leave') continue;
        for (const { payload, allowed, nothing } of driver(booth)) {
          const where = `${persona.plan.key} ${name} in the conference of ${meeting.key}`;
          const answer = await client.raw(name, payload);
          walked.requests += 1;
          search(world, walked, persona, known, all, where, answer, traces(JSON.stringify(payload)));
          if (answer.ok !== allowed && walls.first)
            walked.leaks.push(`${where}: ${JSON.stringify(answer).slice(0, 200)}, and the policy says ${allowed ? 'yes' : 'no'}`);
          else if (!answer.ok && nothing && faceOf(answer) !== faceOf(await client.raw(name, nothing)))
            walked.leaks.push(`${where}: another answer than about nothing: ${faceOf(answer)}`);
          if (name === 'producer:create' && answer.ok) stream = (answer.data as { id: string }).id;
        }
      }
      others.transport = room.send;
      others.producer = uuid();
      for (const { name, notice } of client.everything)
        search(world, walked, persona, known, all, `${persona.plan.key} hears ${name}`, notice);
    }
    for (const client of clients) {
      const answer = await client.raw('room:leave', {});
      walked.requests += 1;
      if (!answer.ok) walked.leaks.push(`room:leave in ${meeting.key}: ${JSON.stringify(answer)}`);
    }
  } finally {
    for (const client of clients) client.close();
  }
}

function search(
  _world: World,
  walked: Walked,
  persona: Persona,
  known: ReadonlySet<string>,
  all: ReadonlySet<string>,
  where: string,
  said: unknown,
  own: ReadonlySet<string> = new Set(),
): void {
  const heard = walked.heard.get(persona.plan.key) ?? new Set<string>();
  walked.heard.set(persona.plan.key, heard);
  for (const trace of traces(JSON.stringify(said))) {
    if (!all.has(trace)) continue;
    if (known.has(trace)) heard.add(trace);
    else if (!own.has(trace)) walked.leaks.push(`${where}: tells ${trace}`);
  }
}

/** An answer without what is another one each time. */
const faceOf = (answer: object): string => JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? 'request' : value));
