import { connect } from 'node:net';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EndpointContract, endpoints, type PaperDocument } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { makeEncryptedPaper, makeLargePaper, makePaper, textOf } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { until } from '../support/until.js';

const SOMEBODY = '0198f000-0000-7000-8000-000000000000';
/** Headers that differ from answer to answer, or with how the client keeps its line. */
const OF_THE_LINE = new Set(['connection', 'date', 'etag', 'keep-alive', 'x-request-id']);

describe('papers', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let chair: ApiClient;
  let member: ApiClient;
  let outsider: ApiClient;
  let administrator: ApiClient;
  let meetingId: string;
  const items: Record<'public' | 'confidential' | 'secret', string> = { public: '', confidential: '', secret: '' };
  const papers: Record<keyof typeof items, PaperDocument | undefined> = { public: undefined, confidential: undefined, secret: undefined };

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, chair, member, outsider, administrator] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'member-bh', 'head-kw', 'administrator'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
    meetingId = (await draftMeeting(secretary)).id;
    for (const [name, label] of [
      ['public', bh(0)],
      ['confidential', bh(2)],
      ['secret', bh(3, 'CYBER')],
    ] as const) {
      items[name] = (await addItem(secretary, meetingId, { cover: `Cover ${name}`, title: `TITLE-${name}`, label })).id;
      const answer = await secretary.upload(items[name], { bytes: await makePaper(`CANARY-${name}`), name: `ورقة_${name}.pdf` });
      expect([name, answer.status]).toEqual([name, 200]);
      papers[name] = endpoints.uploadDocument.response.parse(answer.json);
    }
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  const paper = (name: keyof typeof papers): PaperDocument => {
    const found = papers[name];
    if (!found) throw new Error(`no paper ${name}`);
    return found;
  };
  const open = (client: ApiClient, name: keyof typeof papers) =>
    client.call(endpoints.openView, { params: { documentId: paper(name).id } });

  it('takes title and label from file name and item, and describes delivery by level', () => {
    expect(paper('public')).toMatchObject({ title: 'ورقة public', pageCount: 2, delivery: 'download', label: bh(0) });
    expect(paper('confidential').delivery).toBe('reader');
    expect(paper('secret').delivery).toBe('images');
  });

  it('serves a paper in ranges that are slices of one stamped file', async () => {
    const view = await open(member, 'confidential');
    const whole = await member.try(endpoints.readPaper, { params: { viewId: view.id } });
    expect([whole.status, whole.headers.get('accept-ranges'), whole.text.length]).toEqual([200, 'bytes', view.size]);
    expect(whole.headers.get('cache-control')).toContain('no-store');
    for (const [from, to] of [
      [0, 1023],
      [1000, view.size - 1],
      [view.size - 10, view.size - 1],
    ] as const) {
      const part = await member.fetch('GET', `/api/views/${view.id}/paper`, { headers: { range: `bytes=${from}-${to}` } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${view.size}`]);
      expect(part.text).toBe(whole.text.slice(from, to + 1));
    }
    const outside = await member.fetch('GET', `/api/views/${view.id}/paper`, { headers: { range: `bytes=${view.size}-` } });
    expect([outside.status, codeOf(outside)]).toEqual([416, 'range_invalid']);
    expect(await textOf(Buffer.from(whole.text, 'latin1'))).toContain('CANARY-confidential page 2');
    // Two readers, two stamps: the same paper, different bytes.
    const other = await open(chair, 'confidential');
    expect(other.copyNumber).not.toBe(view.copyNumber);
    expect((await chair.try(endpoints.readPaper, { params: { viewId: other.id } })).text).not.toBe(whole.text);
  });

  it('lets papers be taken away only where their level allows it', async () => {
    const allowed = await member.try(endpoints.downloadPaper, { params: { viewId: (await open(member, 'public')).id } });
    expect([allowed.status, allowed.headers.get('content-disposition')?.startsWith('attachment')]).toEqual([200, true]);
    expect((await member.try(endpoints.downloadPaper, { params: { viewId: (await open(member, 'confidential')).id } })).status).toBe(404);
  });

  it('shows secret papers as images with the stamp burnt in, never as PDF', async () => {
    const view = await open(chair, 'secret');
    expect((await chair.try(endpoints.readPaper, { params: { viewId: view.id } })).status).toBe(404);
    expect((await chair.try(endpoints.downloadPaper, { params: { viewId: view.id } })).status).toBe(404);
    const image = await chair.try(endpoints.readPageImage, { params: { viewId: view.id, page: 2 }, query: { scale: 1 } });
    expect([image.status, image.headers.get('content-type'), image.text.slice(1, 4)]).toEqual([200, 'image/png', 'PNG']);
    expect((await chair.try(endpoints.readPageImage, { params: { viewId: view.id, page: 3 } })).status).toBe(404);
  });

  it('has no images of papers that are shown otherwise', async () => {
    for (const name of ['public', 'confidential'] as const) {
      const { id: viewId } = await open(member, name);
      const refused = await member.try(endpoints.readPageImage, { params: { viewId, page: 1 } });
      expect(refusalOf(refused)).toEqual(refusalOf(await member.try(endpoints.readPageImage, { params: { viewId: SOMEBODY, page: 1 } })));
    }
  });

  describe('when somebody asks for many pages', () => {
    const count = async () => {
      const [row] = await (
        await app.db.superuser()
      ).query<{ n: number }[]>(`select count(*)::int as n from audit_entries where event = 'view.served'`);
      return row?.n ?? 0;
    };
    const page = (client: ApiClient, viewId: string) =>
      client.try(endpoints.readPageImage, { params: { viewId, page: 1 }, query: { scale: 2 } });

    it('some wait, the rest is refused at once, and others are answered in their turn', async () => {
      const [many, one] = [await open(chair, 'secret'), await open(secretary, 'secret')];
      const before = await count();
      let answered = 0;
      const flood = Promise.all(
        Array.from({ length: 40 }, async () => {
          const { status } = await page(chair, many.id);
          if (status === 200) answered += 1;
          return status;
        }),
      );
      await until(async () => (await count()) - before >= 2, 10_000);
      expect((await page(secretary, one.id)).status).toBe(200);
      // The two that were being rendered, one of each turn until then, and what ended beside hers.
      expect(answered).toBeLessThanOrEqual(5);
      const statuses = await flood;
      expect([statuses.filter((status) => status === 429).length > 20, new Set(statuses)]).toEqual([true, new Set([200, 429])]);
      // What was refused was not sent, and no entry says so.
      expect((await count()) - before).toBe(statuses.filter((status) => status === 200).length + 1);
    });

    it('whoever goes away waits no more', async () => {
      const { id: viewId } = await open(chair, 'secret');
      const before = await count();
      const gone = new AbortController();
      const flood = Promise.allSettled(
        Array.from({ length: 6 }, () =>
          fetch(`${app.running.url}/api/views/${viewId}/pages/1/image?scale=3`, { headers: { cookie: chair.cookie }, signal: gone.signal }),
        ),
      );
      await until(async () => (await count()) - before === 2, 10_000);
      gone.abort();
      await flood;
      expect((await page(chair, viewId)).status).toBe(200);
      expect((await count()) - before).toBe(3);
    });
  });

  it('sends papers to whoever reads them: HEAD is an unknown method there, and no receipt tells of it', async () => {
    const superuser = await app.db.superuser();
    const served = () => superuser.query(`select count(*)::int as n from audit_entries where event = 'view.served'`);
    const [read, images] = [await open(chair, 'public'), await open(chair, 'secret')];
    const before = await served();
    const binary = Object.values<EndpointContract>(endpoints).filter(({ transfer }) => transfer === 'binary');
    expect(binary).toContain(endpoints.readPaper);
    for (const contract of binary) {
      const path = contract.path.replace(':viewId', (contract === endpoints.readPageImage ? images : read).id).replace(':page', '1');
      if (contract.method === 'GET') expect([path, (await chair.fetch('GET', path)).status]).toEqual([path, 200]);
      const after = await served();
      for (const person of [chair, member, app.anonymous()]) {
        const [head, unknown] = [await person.fetch('HEAD', path), await person.fetch('PATCH', path)];
        expect([path, head.status, head.text]).toEqual([path, 404, '']);
        const told = ({ headers }: typeof head) => [...headers].filter(([name]) => !OF_THE_LINE.has(name));
        expect(told(head)).toEqual(told(unknown));
      }
      expect([path, await served()]).toEqual([path, after]);
    }
    expect(await served()).not.toEqual(before);
  });

  it('answers another person as if paper, view and item did not exist', async () => {
    const view = await open(chair, 'secret');
    const publicView = await open(chair, 'public');
    for (const person of [member, outsider, administrator]) {
      const attempts = [
        [endpoints.openView, { documentId: paper('secret').id }, { documentId: SOMEBODY }],
        [endpoints.readPaper, { viewId: view.id }, { viewId: SOMEBODY }],
        [endpoints.readPaper, { viewId: publicView.id }, { viewId: SOMEBODY }],
        [endpoints.downloadPaper, { viewId: publicView.id }, { viewId: SOMEBODY }],
        [endpoints.readPageImage, { viewId: view.id, page: 1 }, { viewId: SOMEBODY, page: 1 }],
        [endpoints.editDocument, { documentId: paper('secret').id }, { documentId: SOMEBODY }],
        [endpoints.editDocument, { documentId: paper('public').id }, { documentId: SOMEBODY }],
        [endpoints.withdrawDocument, { documentId: paper('public').id }, { documentId: SOMEBODY }],
      ] as const;
      for (const [endpoint, params, missing] of attempts) {
        const refused = await person.try(endpoint, { params });
        expect([endpoint.path, refused.status]).toEqual([endpoint.path, 404]);
        expect(refusalOf(refused)).toEqual(refusalOf(await person.try(endpoint, { params: missing })));
      }
      const upload = await person.upload(items.public, { bytes: await makePaper('intruder'), name: 'x.pdf' });
      expect(refusalOf(upload)).toEqual(refusalOf(await person.upload(SOMEBODY, { bytes: await makePaper('intruder'), name: 'x.pdf' })));
    }
    for (const person of [outsider, administrator]) {
      expect((await person.try(endpoints.openView, { params: { documentId: paper('public').id } })).status).toBe(404);
      expect((await person.call(endpoints.recentPapers)).papers).toEqual([]);
      expect((await person.call(endpoints.search, { query: { q: 'CANARY' } })).hits).toEqual([]);
    }
  });

  it('finds titles and text only for those who may read them', async () => {
    const kinds = async (client: ApiClient, q: string) =>
      (await client.call(endpoints.search, { query: { q } })).hits.map(({ kind, level }) => `${kind}${level}`).sort();
    expect(await kinds(chair, 'canary-SECRET')).toEqual(['paper3']);
    expect(await kinds(chair, 'title-')).toEqual(['item0', 'item2', 'item3']);
    expect(await kinds(member, 'canary-secret')).toEqual([]);
    expect(await kinds(member, 'title-')).toEqual(['item0', 'item2']);
    expect(await kinds(member, 'ورقه')).toEqual(['paper0', 'paper2']);
    expect(await kinds(member, '%')).toEqual([]);
    const recent = await member.call(endpoints.recentPapers);
    expect(recent.papers.map(({ document }) => document.label.level).sort()).toEqual([0, 2]);
  });

  it('refuses what is no good paper, with its own reason, and keeps nothing of it', async () => {
    const good = await makePaper('good');
    const objects = async () => (await readdir(join(app.dataDir, 'papers'), { recursive: true })).length;
    const before = [
      await objects(),
      (await chair.call(endpoints.readMeeting, { params: { meetingId } })).items[0]?.content?.documents.length,
    ];
    const cases: [string, Uint8Array, number, string][] = [
      ['text', Buffer.from('this is not a PDF at all'), 422, 'file_not_pdf'],
      ['zip', Buffer.from('PK\u0003\u0004 and so on'), 422, 'file_not_pdf'],
      ['empty', new Uint8Array(), 422, 'file_empty'],
      ['truncated', good.slice(0, Math.floor(good.length * 0.6)), 422, 'file_truncated'],
      ['encrypted', await makeEncryptedPaper(), 422, 'file_encrypted'],
    ];
    for (const [name, bytes, status, code] of cases) {
      const answer = await secretary.upload(items.public, { bytes, name: `${name}.pdf` });
      expect([name, answer.status, codeOf(answer)]).toEqual([name, status, code]);
    }
    await secretary.upload(items.public, { bytes: await makePaper('CANARY-public'), name: 'again.pdf' });
    const first = await makePaper('twice');
    const kept = await secretary.upload(items.public, { bytes: first, name: 'twice.pdf' });
    expect(kept.status).toBe(200);
    expect(codeOf(await secretary.upload(items.public, { bytes: first, name: 'other-name.pdf' }))).toBe('file_duplicate');
    const label = { ...bh(0), releasableTo: ['BH', 'SA'] } as ReturnType<typeof bh>;
    expect(codeOf(await secretary.upload(items.public, { bytes: await makePaper('wider'), name: 'w.pdf' }, { label }))).toBe(
      'label_too_low',
    );
    const documents = (await chair.call(endpoints.readMeeting, { params: { meetingId } })).items[0]?.content?.documents ?? [];
    expect(documents).toHaveLength((before[1] ?? 0) + 2);
    expect(await readdir(join(app.dataDir, 'scratch'))).toEqual([]);
  });

  it('cleans file names of characters that reorder text', async () => {
    const answer = await secretary.upload(items.public, { bytes: await makePaper('bidi'), name: '../../\u202egpj.\u2066exe.pdf' });
    expect(endpoints.uploadDocument.response.parse(answer.json).title).toBe('gpj.exe');
    const control = await secretary.upload(items.public, { bytes: await makePaper('bell'), name: 'bell\u0007.pdf' });
    expect([control.status, codeOf(control)]).toEqual([400, 'malformed_body']);
  });

  it('refuses 300 MB and an upload that breaks off, and stays well', async () => {
    const { port, hostname } = new URL(app.running.url);
    const head = (length: number) =>
      `POST /api/items/${items.public}/documents HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${secretary.cookie}\r\nX-Majlis-Request: 1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n` +
      `--b\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n`;
    const tail = '\r\n--b--\r\n';
    const size = 300 * 1024 * 1024;
    const body = head(0).slice(head(0).indexOf('\r\n\r\n') + 4).length + size + tail.length;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      const zeros = Buffer.alloc(1024 * 1024);
      let sent = 0;
      let received = '';
      const pump = () => {
        while (sent < size) {
          sent += zeros.length;
          if (!socket.write(zeros)) return;
        }
        if (sent === size) {
          sent += 1;
          socket.write(tail);
        }
      };
      socket.on('drain', pump);
      socket.on('data', (data) => {
        received += data.toString('latin1');
        if (received.includes('"requestId"')) {
          socket.destroy();
          resolve(received);
        }
      });
      socket.on('error', reject);
      socket.write(head(body));
      pump();
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('"too_large"');

    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(head(100_000) + 'x'.repeat(1000), () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    const deadline = Date.now() + 10_000;
    while ((await readdir(join(app.dataDir, 'scratch'))).length > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await readdir(join(app.dataDir, 'scratch'))).toEqual([]);
    expect((await secretary.try(endpoints.readReadiness)).status).toBe(200);
  });

  it('withdraws a paper from everybody but its history', async () => {
    const item = (await addItem(secretary, meetingId, { cover: 'Withdrawn', label: bh(0) })).id;
    const uploaded = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item, { bytes: await makePaper('WITHDRAWN'), name: 'w.pdf' })).json,
    );
    const view = await member.call(endpoints.openView, { params: { documentId: uploaded.id } });
    await secretary.call(endpoints.withdrawDocument, { params: { documentId: uploaded.id } });
    expect((await member.try(endpoints.readPaper, { params: { viewId: view.id } })).status).toBe(404);
    expect((await secretary.try(endpoints.openView, { params: { documentId: uploaded.id } })).status).toBe(404);
    expect((await chair.call(endpoints.search, { query: { q: 'WITHDRAWN' } })).hits.map(({ kind }) => kind)).toEqual(['item']);
  });

  it('rebinds the keys when a label becomes stricter, and the paper stays readable for those who may', async () => {
    const item = (await addItem(secretary, meetingId, { cover: 'Stricter', label: bh(0) })).id;
    const uploaded = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item, { bytes: await makePaper('STRICTER'), name: 's.pdf' })).json,
    );
    await secretary.call(endpoints.editDocument, { params: { documentId: uploaded.id }, body: { label: bh(2) } });
    const view = await member.call(endpoints.openView, { params: { documentId: uploaded.id } });
    expect((await member.try(endpoints.readPaper, { params: { viewId: view.id } })).status).toBe(200);
    const expert = await app.as('expert-bh');
    expect((await expert.try(endpoints.openView, { params: { documentId: uploaded.id } })).status).toBe(404);
    expect(codeOf(await secretary.try(endpoints.editDocument, { params: { documentId: uploaded.id }, body: { label: bh(0) } }))).toBe(
      'label_too_low',
    );
  });

  it.each(['withdrawing the paper', 'signing out'] as const)('cuts a download under way within a second of %s', async (how) => {
    const item = (await addItem(secretary, meetingId, { cover: how, label: bh(0) })).id;
    const uploaded = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item, { bytes: await makeLargePaper(), name: 'large.pdf' })).json,
    );
    const reader = await app.as('member-bh');
    const view = await reader.call(endpoints.openView, { params: { documentId: uploaded.id } });
    const { port } = new URL(app.running.url);
    const socket = connect(Number(port), '127.0.0.1');
    let received = 0;
    let lastByteAt = 0;
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        received += data.length;
        lastByteAt = performance.now();
        // A slow reader: what he has not taken yet waits on the server's side.
        socket.pause();
        resolve();
      });
      socket.write(`GET /api/views/${view.id}/paper HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${reader.cookie}\r\n\r\n`);
    });
    const revokedAt = performance.now();
    if (how === 'signing out') await reader.call(endpoints.signOut);
    else await secretary.call(endpoints.withdrawDocument, { params: { documentId: uploaded.id } });
    socket.resume();
    socket.on('data', () => socket.resume());
    await ended;
    expect(lastByteAt - revokedAt).toBeLessThan(1000);
    expect(received).toBeLessThan(view.size);
    // Positive control: without the cut the same request brings all of it.
    if (how === 'withdrawing the paper') return;
    const again = await member.call(endpoints.openView, { params: { documentId: uploaded.id } });
    expect((await member.try(endpoints.readPaper, { params: { viewId: again.id } })).text).toHaveLength(view.size);
  });

  it('leaves no readable text of a paper on the disk', async () => {
    const files = (await readdir(app.dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect([file.name, bytes.includes('CANARY'), bytes.includes('%PDF')]).toEqual([file.name, false, false]);
    }
  });

  it('writes the view to the trail before its bytes, and the refusal too', async () => {
    const auditor = await app.as('auditor');
    const { entries } = await auditor.call(endpoints.listAudit, { query: { limit: 200 } });
    const events = entries.map(({ event, outcome }) => `${event} ${outcome}`);
    expect(events).toEqual(
      expect.arrayContaining(['view.opened done', 'view.served allowed', 'access.decided denied', 'access.decided allowed']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/CANARY|TITLE-|ورقة/);
    expect((await chair.try(endpoints.listAudit)).status).toBe(404);
    expect((await administrator.try(endpoints.listAudit)).status).toBe(404);
    expect((await auditor.try(endpoints.listAccounts)).status).toBe(404);
    expect((await administrator.call(endpoints.listAccounts)).accounts.length).toBeGreaterThan(10);
  });
});
