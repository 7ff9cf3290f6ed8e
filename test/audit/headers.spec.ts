import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints, type EndpointContract } from '@app/contracts';
import { refuseCrossSite, securityHeaders } from '@app/platform';
import express from 'express';
import { serveClient } from '../../apps/agenda/src/edge/client.middleware.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'reporting-endpoints': 'csp="/api/reports/csp"',
  'x-powered-by': null,
  'access-control-allow-origin': null,
};
/** Features that may be asked for; any other one that is named is off. */
const ALLOWED_FEATURES = [
  'autoplay',
  'camera',
  'display-capture',
  'fullscreen',
  'microphone',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'speaker-selection',
];

function expectHeaders(title: string, headers: Headers, policy: string = CLOSED): void {
  const found = Object.fromEntries(Object.keys(EVERYWHERE).map((name) => [name, headers.get(name)]));
  expect([title, found, headers.get('content-security-policy')]).toEqual([title, EVERYWHERE, policy]);
  const features = (headers.get('permissions-policy') ?? '').split(', ').map((feature) => feature.split('='));
  expect(features.length).toBeGreaterThan(30);
  expect([
    title,
    features
      .filter(([, who]) => who !== '()')
      .map(([name]) => name)
      .sort(),
  ]).toEqual([title, ALLOWED_FEATURES]);
  for (const [, who] of features) expect(['()', '(self)']).toContain(who);
}

const all = Object.entries<EndpointContract>(endpoints);
/** An address that fits the pattern and names nothing that exists. */
const addressOf = ({ path }: EndpointContract) => path.replace(/:\w+/g, '0198f000-0000-7000-8000-000000000001');

/** What ends the session that asks. */
const ENDING: ReadonlySet<string> = new Set(['signOut', 'signOutAtProvider', 'endAllSessions']);

describe('P24 what every answer says to the browser', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  beforeAll(async () => {
    app = await startAgenda();
    secretary = await app.as('secretary-bh');
  });
  afterAll(() => app.close());

  const ask = (client: ApiClient, contract: EndpointContract, headers: Record<string, string> = {}) =>
    client.fetch(contract.method, addressOf(contract), {
      ...(contract.method === 'GET' ? {} : { body: '{}' }),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it.each(all)('%s: all headers, nothing kept, whoever asks', async (name, contract) => {
    for (const client of [app.anonymous(), await app.as('administrator')]) {
      const { headers } = await ask(client, contract);
      expectHeaders(name, headers);
      expect([name, headers.get('cache-control')]).toEqual([name, 'no-store']);
    }
  });

  it('so do an address of nothing, a method of nothing, a broken body and the bytes of papers', async () => {
    expectHeaders('nothing', (await secretary.fetch('GET', '/api/nothing')).headers);
    expectHeaders('nothing outside the API', (await secretary.fetch('GET', '/nothing')).headers);
    for (const method of ['OPTIONS', 'PROPFIND']) expectHeaders(method, (await secretary.fetch(method, '/api/meetings')).headers);
    expectHeaders(
      'a broken body',
      (await secretary.fetch('POST', '/api/meetings', { body: '{', headers: { 'content-type': 'application/json' } })).headers,
    );

    const meeting = await draftMeeting(secretary);
    const open = await addItem(secretary, meeting.id, { cover: 'Open', label: bh(0) });
    const covered = await addItem(secretary, meeting.id, { cover: 'Covered', label: bh(3) });
    const view = async (itemId: string) => {
      const { id } = endpoints.uploadDocument.response.parse(
        (await secretary.upload(itemId, { bytes: await makePaper('HEADERS'), name: 'a.pdf' })).json,
      );
      return secretary.call(endpoints.openView, { params: { documentId: id } });
    };
    const { id: viewId } = await view(open.id);
    const { id: imagesId } = await view(covered.id);
    const bytes = {
      paper: await secretary.try(endpoints.readPaper, { params: { viewId } }),
      range: await secretary.fetch('GET', `/api/views/${viewId}/paper`, { headers: { range: 'bytes=0-9' } }),
      download: await secretary.try(endpoints.downloadPaper, { params: { viewId } }),
      image: await secretary.try(endpoints.readPageImage, { params: { viewId: imagesId, page: 1 }, query: { scale: 1 } }),
    };
    for (const [title, { status, headers }] of Object.entries(bytes)) {
      expect([title, status]).toEqual([title, title === 'range' ? 206 : 200]);
      expectHeaders(title, headers);
      expect(headers.get('cache-control')).toContain('no-store');
    }
    // Nothing of them is sent into a frame, a picture, a script or another site's page, with the reader's own cookie.
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      ...['image', 'script', 'style', 'iframe', 'frame', 'object', 'embed', 'font', 'video', 'worker'].map((destination) => ({
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': destination,
      })),
    ];
    for (const headers of elsewhere) {
      for (const path of [`/api/views/${viewId}/paper`, `/api/views/${viewId}/download`, `/api/views/${imagesId}/pages/1/image`]) {
        const answer = await secretary.fetch('GET', path, { headers });
        expect([headers, path, answer.status, codeOf(answer)]).toEqual([headers, path, 403, 'cross_site']);
      }
    }
  });

  it.each(all.filter(([, { path }]) => path.startsWith('/api/')))('%s refuses every page but our own', async (name, contract) => {
    const changes = contract.method !== 'GET';
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' },
      ...(changes
        ? [
            { 'sec-fetch-site': 'none' },
            { origin: 'https://evil.test' },
            { origin: 'null' },
            { origin: app.running.url.replace(/\d+$/, '1') },
          ]
        : []),
    ];
    for (const headers of foreign) {
      const answer = await ask(secretary, contract, headers);
      expect([name, headers, answer.status, codeOf(answer)]).toEqual([name, headers, 403, 'cross_site']);
    }
    const own = await ask(secretary, contract, { 'sec-fetch-site': 'same-origin', ...(changes ? { origin: app.running.url } : {}) });
    expect([name, codeOf(own)]).not.toEqual([name, 'cross_site']);
    // What a form or a plain link of another page can send has no header of ours; only browsers' reports come without.
    if (changes && contract !== endpoints.reportViolation) {
      const form = await ask(secretary, contract, { 'x-majlis-request': '' });
      expect([name, codeOf(form)]).toEqual([name, 'cross_site']);
    }
    expect((await secretary.call(endpoints.readSession)).status).toBe(ENDING.has(name) ? 'anonymous' : 'signed-in');
    if (ENDING.has(name)) secretary = await app.as('secretary-bh');
  });

  it.each(all)('%s has one address: another spelling of it is a path of nothing', async (name, contract) => {
    const address = addressOf(contract);
    const [, first = '', ...rest] = address.split('/');
    const letter = `%${first.charCodeAt(0).toString(16)}`;
    const spellings = [
      address.toUpperCase(),
      `/${first.toUpperCase()}/${rest.join('/')}`,
      `/${first[0]?.toUpperCase()}${first.slice(1)}/${rest.join('/')}`,
      `/${first}/${rest.join('/').toUpperCase()}`,
      `/${address}`,
      `/${first}//${rest.join('/')}`,
      `/${letter}${first.slice(1)}/${rest.join('/')}`,
    ];
    const nothing = await ask(secretary, { ...contract, path: '/api/nothing' });
    const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' };
    for (const path of spellings) {
      const spelled = { ...contract, path };
      const answer = await ask(secretary, spelled);
      expectHeaders(path, answer.headers);
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect([name, path, refusalOf(answer)]).toEqual([name, path, refusalOf(nothing)]);
      const foreign = codeOf(await ask(secretary, spelled, embedded));
      expect([path, foreign]).toEqual([path, expect.stringMatching(/^(not_found|cross_site)$/)]);
    }
  });

  it('takes reports of browsers from our own page without a session, few and small', async () => {
    const browser = app.anonymous();
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${app.running.url}${endpoints.reportViolation.path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/csp-report', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'report', ...headers },
      }).then(({ status }) => status);
    const report = { 'csp-report': { 'effective-directive': 'script-src-elem', 'blocked-uri': 'inline' } };
    const modern = [{ type: 'csp-violation', body: { effectiveDirective: 'script-src-elem', blockedURL: 'inline' } }];
    expect(await send(report)).toBe(200);
    expect(await send(modern, { 'content-type': 'application/reports+json' })).toBe(200);
    expect(await send(report, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send(report, { origin: 'https://evil.test' })).toBe(403);
    expect(await send({ 'csp-report': { 'blocked-uri': 'x'.repeat(20_000) } })).toBe(413);
    expect(await send({ anything: 1 })).toBe(400);
    const flood = await Promise.all(Array.from({ length: 100 }, () => send(report)));
    expect(flood.filter((status) => status === 429).length).toBeGreaterThan(50);
    expect(new Set(flood)).toEqual(new Set([200, 429]));
    expect((await browser.fetch('GET', endpoints.readLiveness.path)).status).toBe(200);
  });
});

describe('P24 the files of the client', () => {
  let folder: string;
  let close: () => void;
  let url: string;
  const config = { publicOrigin: 'https://majlis.test' };
  const PAGE = '<script src="/a.js" nonce="__CSP_NONCE__"></script><meta property="csp-nonce" nonce="__CSP_NONCE__">';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'majlis-client-'));
    await mkdir(join(folder, 'assets'));
    await Promise.all([
      writeFile(join(folder, 'index.html'), PAGE),
      writeFile(join(folder, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>'),
      ...['index-Ab1.js', 'pdf.worker.min-Ab_1.mjs', 'pdf.renderer.min-x.mjs'].map((name) => writeFile(join(folder, 'assets', name), '1')),
    ]);
    const server = express().use(securityHeaders(config), refuseCrossSite(config), serveClient(folder, config)).listen(0);
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
    close = () => void server.close();
  });
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true });
  });

  const get = (path: string) => fetch(url + path, { headers: { accept: 'text/html' } });

  it('the page: scripts by a nonce of this one answer, Trusted Types, no style and no address but our own; never kept', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/index.html', '/meetings/anything', '/']) {
      const answer = await get(path);
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      nonces.add(nonce);
      expect(await answer.text()).toBe(PAGE.replaceAll('__CSP_NONCE__', nonce));
      expectHeaders(
        path,
        answer.headers,
        [
          "default-src 'none'",
          `script-src 'nonce-${nonce}' 'strict-dynamic'`,
          "style-src 'self'",
          "font-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          'trusted-types default',
          'report-uri /api/reports/csp',
          'report-to csp',
        ].join('; '),
      );
      expect([answer.headers.get('cache-control'), answer.headers.get('etag'), answer.headers.get('last-modified')]).toEqual([
        'no-store',
        null,
        null,
      ]);
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    }
    expect(nonces.size).toBe(4);
  });

  it('the workers that read papers: no address at all, WebAssembly', async () => {
    for (const file of ['pdf.worker.min-Ab_1.mjs', 'pdf.renderer.min-x.mjs'])
      expectHeaders(
        file,
        (await get(`/assets/${file}`)).headers,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /api/reports/csp; report-to csp",
      );
  });

  it('every other file is closed, should somebody open it by itself', async () => {
    for (const path of ['/mark.svg', '/assets/index-Ab1.js']) expectHeaders(path, (await get(path)).headers);
  });

  it('without TLS the browser is told neither to insist on it nor to report over it', async () => {
    const loopback = { publicOrigin: null };
    const server = express().use(securityHeaders(loopback), serveClient(folder, loopback)).listen(0);
    const { headers } = await fetch(`http://localhost:${(server.address() as AddressInfo).port}/`, { headers: { accept: 'text/html' } });
    server.close();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).toMatch(/; report-uri \/api\/reports\/csp$/);
  });
});
