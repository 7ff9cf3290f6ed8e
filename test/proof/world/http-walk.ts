import { endpoints, type EndpointContract } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import type { RawAnswer } from '../../support/api-client.js';
import { textOf } from '../../support/papers.js';
import { sized } from '../report.js';
import { traces } from './canary.js';
import { HTTP_DRIVERS, type HttpDriver } from './http-drivers.js';
import { walls } from './walls.js';
import type { Persona, World } from './world.js';

export interface Walked {
  requests: number;
  /** What went wrong, in words; none is the promise. */
  readonly leaks: string[];
  /** What each persona heard of, by key. */
  readonly heard: Map<string, Set<string>>;
}
export const nothingWalked = (): Walked => ({ requests: 0, leaks: [], heard: new Map() });

/** In the slice every so-many-th call; which of them, goes by persona and wall, so that over all of them each is made. */
const SHARE = sized(1, 6);
/** What tells the words that everybody must hear, and opens papers: never left out. */
const ALWAYS: readonly (keyof typeof endpoints)[] = ['readMeeting', 'openView', 'listLabelRequests', 'listReleaseAsks'];
/** Calls going on at the same time, each of another person: the limits are a person's own. */
const AT_ONCE = 6;

/** Every persona calls every endpoint about everything. What comes back is searched for what he may not know. */
export async function walkHttp(world: World, walked: Walked, round: number): Promise<void> {
  const all = world.all();
  const waiting = [...world.personas.entries()];
  const walk = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await walkAs(world, next[1], all, walked, next[0] + round);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}

async function walkAs(world: World, persona: Persona, all: ReadonlySet<string>, walked: Walked, turn: number): Promise<void> {
  const known = world.known(persona);
  const heard = walked.heard.get(persona.plan.key) ?? new Set<string>();
  walked.heard.set(persona.plan.key, heard);
  for (const [name, driver] of Object.entries(HTTP_DRIVERS) as [keyof typeof endpoints, HttpDriver][]) {
    if (!driver.reads && !walls.first) continue;
    const endpoint: EndpointContract = endpoints[name];
    const missing = driver.nothing ? faceOf(await persona.client.try(endpoint, driver.nothing(uuid()))) : null;
    for (const [index, { call, allowed }] of driver.attempts(world, persona).entries()) {
      if ((driver.destructive && allowed) || (!ALWAYS.includes(name) && (index + turn) % SHARE !== 0)) continue;
      const answer = await persona.client.try(endpoint, call);
      walked.requests += 1;
      const where = `${persona.plan.key} ${name} ${JSON.stringify(call)}`;
      const sent = tracesSent(call);
      for (const trace of traces(await readable(answer))) {
        if (!all.has(trace)) continue;
        // What he said himself tells him nothing; whether it was right is what the comparison below is for.
        if (known.has(trace)) heard.add(trace);
        else if (!sent.has(trace)) walked.leaks.push(`${where}: ${answer.status} tells ${trace}`);
      }
      if (allowed && answer.status >= 400)
        walked.leaks.push(`${where}: ${answer.status} instead of an answer (a blind test) ${answer.text.slice(0, 200)}`);
      if (!allowed && missing && JSON.stringify(faceOf(answer)) !== JSON.stringify(missing))
        walked.leaks.push(`${where}: another answer than about nothing: ${answer.status} ${answer.text.slice(0, 120)}`);
      // With the first wall down a list of an office is answered to everybody, with the rows of whoever asks.
      if (walls.first && !allowed && !missing && answer.status < 400) walked.leaks.push(`${where}: ${answer.status} instead of a refusal`);
    }
  }
}

const tracesSent = (call: object) => traces(JSON.stringify(call));

/** Status, headers and body, without what is another one each time. */
export function faceOf({ status, headers, text }: RawAnswer): unknown {
  const rest = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  const requestId = headers.get('x-request-id') ?? '-';
  // The tag of an answer that names its request is another one each time; its length and weakness are not.
  const plain = (name: string, value: string) =>
    name === 'etag' ? value.replace(/-.*"/, '"') : value.replaceAll(/'nonce-[^']+'/g, "'nonce'");
  return { status, headers: rest.map(([name, value]) => `${name}: ${plain(name, value)}`), body: text.replaceAll(requestId, 'request') };
}

/** All an answer says: body, decoded where it is packed, and headers. */
async function readable({ headers, text }: RawAnswer): Promise<string> {
  const head = [...headers].filter(([name]) => name !== 'x-request-id').map(([, value]) => unescaped(value));
  const type = headers.get('content-type') ?? '';
  const bytes = Buffer.from(text, 'latin1');
  const body = type.startsWith('application/pdf') ? await textOf(bytes) : bytes.toString('utf8');
  return [...head, body, ...tokensIn(body)].join('\n');
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** What signed tokens carry can be read by whoever holds them. */
export function tokensIn(body: string): string[] {
  return [...body.matchAll(/eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/g)].map(([, payload = '']) =>
    Buffer.from(payload, 'base64url').toString('utf8'),
  );
}
