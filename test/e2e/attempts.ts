import { ANNOTATION_PATH, annotationFromClient, annotationFromServer, type EndpointContract, endpoints } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { SocketClient } from '../smoke/socket-client.js';
import type { Asked, Person, Request } from './browser.js';

/** Ids somebody may know of and must not get anywhere with. */
export interface SecretIds {
  meetingId?: string;
  itemId: string;
  documentId: string;
  versionId: string;
  viewId: string;
}

const LABEL = { level: 3, caveats: [], releasableTo: ['BH'], originator: 'BH' };
/** Input that would do, so that the answer is about the object and not about the input. */
const BODIES: Partial<Record<keyof typeof endpoints, unknown>> = {
  editItem: { minutes: 5 },
  editDocument: { title: 'x' },
  editMeeting: { sites: ['BH'] },
  addItem: { coverTitle: { ar: 'x', en: 'x' }, title: { ar: 'x', en: 'x' }, type: 'information', minutes: 5, label: LABEL },
};

interface Named {
  readonly name: string;
  readonly request: Request;
}

/** Each endpoint that is asked about one object, with these ids in its address. */
export function requestsFor(ids: SecretIds): Named[] {
  const values: Record<string, string | undefined> = { ...ids, page: '1' };
  return Object.entries(endpoints as Record<string, EndpointContract>).flatMap(([name, { method, path, transfer }]): Named[] => {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, param = '']) => param);
    if (names.length === 0 || names.some((param) => values[param] === undefined)) return [];
    const address = path.replace(/:(\w+)/g, (_, param: string) => values[param] ?? '');
    if (transfer === 'upload')
      return [{ name, request: { method, path: address, form: { details: '{}', file: { name: 'a.pdf', text: '%PDF-1.7' } } } }];
    const json = name === 'orderItems' ? { itemIds: [ids.itemId] } : (BODIES[name as keyof typeof endpoints] ?? {});
    return [
      { name, request: { method, path: name === 'readPageImage' ? `${address}?scale=1` : address, ...(method === 'GET' ? {} : { json }) } },
    ];
  });
}

export function randomIds(like: SecretIds): SecretIds {
  return { ...(like.meetingId ? { meetingId: uuid() } : {}), itemId: uuid(), documentId: uuid(), versionId: uuid(), viewId: uuid() };
}

/** An answer without what differs from call to call. */
function likeness({ status, type, length, body }: Asked): unknown {
  const { error } = JSON.parse(body.toString()) as { error?: object };
  return { status, type, length, error: { ...error, requestId: '' } };
}

export interface Attempt {
  readonly name: string;
  readonly secret: unknown;
  readonly random: unknown;
}

/** Asks every endpoint from within a person's page, once for the secret and once for what does not exist. */
export async function tryEveryEndpoint(person: Person, ids: SecretIds): Promise<Attempt[]> {
  const nothing = requestsFor(randomIds(ids));
  const attempts: Attempt[] = [];
  for (const [index, { name, request }] of requestsFor(ids).entries()) {
    const other = nothing[index];
    if (other?.name !== name) throw new Error('the two lists differ');
    attempts.push({ name, secret: likeness(await person.ask(request)), random: likeness(await person.ask(other.request)) });
  }
  return attempts;
}

const STROKE = { kind: 'ink', nib: 'pen', colour: 'ink', width: 1, points: [1, 1, 0.5] } as const;

/** Says every message about a paper to the annotation service, with a grant of the person's own session. */
export async function tryEveryMessage(person: Person, url: string, meetingId: string, ids: SecretIds): Promise<Attempt[]> {
  const { annotation } = await person.json<{ annotation: string }>('POST', `/api/meetings/${meetingId}/grants`, {});
  const line = await SocketClient.connect(
    url,
    ANNOTATION_PATH,
    { fromClient: annotationFromClient, fromServer: annotationFromServer },
    annotation,
  );
  const after = { private: 0, delegation: 0, meeting: 0 };
  const say = (at: SecretIds) => {
    const { versionId, documentId, itemId } = at;
    const stroke = { id: uuid(), layer: 'meeting', page: 1, nib: 'pen', colour: 'ink', width: 1, points: [1, 1, 0.5] } as const;
    return {
      'document:open': () => line.ask('document:open', { versionId }),
      'document:close': () => line.ask('document:close', { versionId }),
      'annotation:catch-up': () => line.ask('annotation:catch-up', { versionId, after }),
      'annotation:commit': () =>
        line.ask('annotation:commit', {
          versionId,
          operations: [
            { id: uuid(), kind: 'add', layer: 'private', annotation: { page: 1, shape: { ...STROKE, points: [...STROKE.points] } } },
          ],
        }),
      'ink:progress': () => line.ask('ink:progress', { versionId, stroke: { ...stroke, points: [...stroke.points] } }),
      'presenter:lead': () => line.ask('presenter:lead', { versionId, documentId, itemId, page: 1 }),
    };
  };
  const answer = (ask: () => Promise<unknown>) =>
    ask().then(
      (reply) => JSON.stringify(reply),
      (error: unknown) => String(error),
    );
  try {
    const [secret, random] = [say(ids), say(randomIds(ids))];
    const attempts: Attempt[] = [];
    for (const name of Object.keys(secret) as (keyof typeof secret)[])
      attempts.push({ name, secret: await answer(secret[name]), random: await answer(random[name]) });
    return attempts;
  } finally {
    line.close();
  }
}
