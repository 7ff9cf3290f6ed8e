import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { endpoints, type Level } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { ApiClient } from '../../support/api-client.js';
import type { PlainMedia } from '../../support/plain-media.js';
import type { Product } from '../../support/product.js';
import { removeUnannounced, revoke, type RevocationKind, type Revokers } from '../../support/revocations.js';
import { until } from '../../support/until.js';
import { Client as Pen } from '../../wire/annotation-world.js';
import { Client as Voice } from '../../wire/conference-drivers.js';

/** How long after the commit somebody is watched, ms: longer than the promise, so that what comes too late is seen. */
const WATCHED_MS = 1_300;
/** Bytes of one range request: a good part of the time one is under way. */
const RANGE = 2 * 1024 * 1024;
/** Between two answers, ms: a download is under way much of the time, and drawing pages leaves the machine time for others. */
const PAUSES = { download: 20, images: 150 };

export interface Stage {
  readonly product: Product;
  readonly admin: DataSource;
  readonly media: PlainMedia;
  readonly revokers: Revokers;
  readonly meetingId: string;
  /** Restricted, tens of megabytes, may be downloaded. */
  readonly open: { documentId: string; versionId: string };
  /** Secret, shown as images. */
  readonly secret: { documentId: string; versionId: string };
  /** The chair's microphone. */
  readonly producerId: string;
}

export interface Plan {
  readonly persona: string;
  readonly accountId: string;
  readonly kind: RevocationKind;
  /** What is left when the clearance is lowered: nothing of the meeting (public), or all but the secret paper. */
  readonly level: Level;
  /** When he loses access after everything is flowing, ms. */
  readonly after: number;
  /** False: the row alone goes, past the product, and only a membership. */
  readonly announce: boolean;
}

/** Milliseconds from the commit to the last thing that reached him on each channel; 0 when there was none after it. */
export interface Outcome {
  readonly http: number;
  readonly socket: number;
  readonly media: number;
  /** What went wrong besides: doors that opened with what he kept, and what he sees or misses when he comes back. */
  readonly wrong: string[];
}

/** One person with a download, page images, ink and events, and sound under way, who loses access in the middle of it. */
export async function trial(stage: Stage, plan: Plan): Promise<Outcome> {
  const { product, admin, meetingId } = stage;
  await restore(stage, plan.accountId);
  const client = await product.as(plan.persona);
  const [session] = await admin.query<{ id: string }[]>('select id from sessions where account_id = $1 and ended_at is null', [
    plan.accountId,
  ]);
  const views = {
    open: (await client.call(endpoints.openView, { params: { documentId: stage.open.documentId } })).id,
    secret: (await client.call(endpoints.openView, { params: { documentId: stage.secret.documentId } })).id,
  };
  const grants = await client.call(endpoints.issueGrants, { params: { meetingId } });
  const pen = await Pen.connect(product.url, grants.annotation);
  await pen.request('document:open', { versionId: stage.open.versionId });
  await pen.request('meeting:attend', {});
  const voice = await Voice.connect(product.url, { grant: grants.conference }, {});
  const room = await voice.enterWithMedia();
  const consumer = await voice.ask('consumer:create', { transportId: room.receive, producerId: stage.producerId });
  await voice.ask('consumer:resume', { consumerId: consumer.id });
  const line = stage.media.line(room.receive);

  const watching = new AbortController();
  const download = new Reading(
    client,
    `/api/views/${views.open}/paper`,
    { range: `bytes=0-${RANGE - 1}` },
    PAUSES.download,
    watching.signal,
  );
  const images = new Reading(client, `/api/views/${views.secret}/pages/1/image?scale=0.25`, {}, PAUSES.images, watching.signal);
  try {
    await until(() => download.bytes > 0 && images.bytes > 0 && line.packets > 0 && pen.heard('ink:progressed').length > 0, 20_000);
    await pause(plan.after);
    const revoked = { ...plan, sessionId: session?.id ?? '', meetingId };
    const committed = await (plan.announce ? revoke(product, stage.revokers, revoked) : removeUnannounced(admin, revoked));
    const wrong: string[] = [];
    const keepsMeeting = plan.kind === 'clearance lowered' && plan.level > 0;
    while (performance.now() - committed < WATCHED_MS) {
      await pause(100);
      // The announcement arrives within the promised second; a grant that was kept is worth nothing from then on.
      if (performance.now() - committed < 1_000) continue;
      if (await opens(() => Voice.connect(product.url, { grant: grants.conference }, {})))
        wrong.push('the conference opened with the kept grant');
      if (!keepsMeeting && (await opens(() => Pen.connect(product.url, grants.annotation))))
        wrong.push('a socket opened with the kept grant');
    }
    const since = (at: number) => Math.max(0, at - committed);
    // Who keeps the meeting may read its other papers again at once; of those only the line that was cut is gone.
    const http = Math.max(since(images.lastAt), keepsMeeting ? 0 : since(download.lastAt));
    const outcome = { http, socket: since(pen.frames.at(-1)?.at ?? 0), media: since(line.lastAt) };
    watching.abort();
    if (plan.announce) wrong.push(...(await comesBack(stage, plan, client, views.open)));
    return { ...outcome, wrong };
  } finally {
    watching.abort();
    pen.close();
    voice.close();
  }
}

/** Everything as it was before anybody lost anything. */
async function restore({ admin, meetingId }: Stage, accountId: string): Promise<void> {
  await admin.query('update accounts set active = true where id = $1', [accountId]);
  await admin.query('update clearances set level = 3 where account_id = $1', [accountId]);
  await admin.query('update sessions set ended_at = now() where account_id = $1 and ended_at is null', [accountId]);
  await admin.query(
    `insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, 'member', 'BH') on conflict do nothing`,
    [meetingId, accountId],
  );
}

async function opens(connect: () => Promise<{ close(): void }>): Promise<boolean> {
  try {
    (await connect()).close();
    return true;
  } catch {
    return false;
  }
}

/** What he gets when he comes back, against what he may see now. @returns the differences */
async function comesBack(stage: Stage, { kind, persona, level }: Plan, old: ApiClient, viewId: string): Promise<string[]> {
  const again = new ApiClient(stage.product.url);
  const signedIn = await again.signIn(persona).then(
    () => true,
    () => false,
  );
  const [before, after] = [await sees(stage, old, viewId), signedIn ? await sees(stage, again) : 'nobody'];
  const all = { meeting: 200, open: 200, secret: 200, grants: 200, listed: true };
  const nothing = { meeting: 404, open: 404, secret: 404, grants: 404, listed: false };
  const nobody = { meeting: 401, open: 401, secret: 401, grants: 401, listed: false };
  const lowered = level > 0 ? { ...all, secret: 404 } : nothing;
  const expected = {
    'clearance lowered': [{ ...lowered, bytes: level > 0 ? 206 : 404 }, lowered],
    'membership removed': [{ ...nothing, bytes: 404 }, nothing],
    'session killed': [{ ...nobody, bytes: 401 }, all],
    'account deactivated': [{ ...nobody, bytes: 401 }, 'nobody'],
  }[kind];
  const found = JSON.stringify([before, after]);
  return found === JSON.stringify(expected) ? [] : [`back after «${kind}»: ${found} instead of ${JSON.stringify(expected)}`];
}

async function sees({ meetingId, open, secret }: Stage, client: ApiClient, viewId?: string): Promise<object> {
  const list = await client.try(endpoints.listMeetings);
  const status = async (...asked: Parameters<ApiClient['try']>) => (await client.try(...asked)).status;
  return {
    meeting: await status(endpoints.readMeeting, { params: { meetingId } }),
    open: await status(endpoints.openView, { params: { documentId: open.documentId } }),
    secret: await status(endpoints.openView, { params: { documentId: secret.documentId } }),
    grants: await status(endpoints.issueGrants, { params: { meetingId } }),
    listed: list.text.includes(meetingId),
    ...(viewId ? { bytes: (await client.fetch('GET', `/api/views/${viewId}/paper`, { headers: { range: 'bytes=0-9' } })).status } : {}),
  };
}

/** Asks for the same bytes again and again, whatever is answered. Only what is no refusal counts. */
class Reading {
  bytes = 0;
  lastAt = 0;

  constructor(
    private readonly client: ApiClient,
    private readonly path: string,
    private readonly headers: Record<string, string>,
    private readonly pauseMs: number,
    signal: AbortSignal,
  ) {
    void this.#read(signal);
  }

  async #read(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#once();
      await pause(this.pauseMs);
    }
  }

  /** Resolves when the answer is over, however it ended. */
  #once(): Promise<void> {
    return new Promise((resolve) => {
      const request = get(`${this.client.url}${this.path}`, { agent: false, headers: { ...this.headers, cookie: this.client.cookie } });
      request.once('close', resolve).on('error', () => undefined);
      request.on('response', (response) => {
        response
          .on('error', () => undefined)
          .on('data', (piece: Buffer) => {
            if ((response.statusCode ?? 500) >= 400) return;
            this.bytes += piece.length;
            this.lastAt = performance.now();
          });
      });
    });
  }
}
