import type { Request, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import { isOwnOrigin, isOwnPage, refuseCrossSite } from './cross-site.js';

interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
}
const OURS = { 'x-majlis-request': '1' };

/** `passed`, or the code of the refusal. */
function judge(publicOrigin: string | null, { method = 'GET', path = '/api/meetings', headers = {} }: Call): string {
  let result: unknown = 'never called';
  const request = { method, path, headers: { host: 'localhost:3000', ...headers } } as unknown as Request;
  refuseCrossSite({ publicOrigin })(request, {} as Response, (error?: unknown) => {
    result = error instanceof AppError ? error.code : (error ?? 'passed');
  });
  return String(result);
}

describe('refuseCrossSite', () => {
  it.each<[string, Call]>([
    ['a read from our page', { headers: { 'sec-fetch-site': 'same-origin' } }],
    ['an address typed by hand', { headers: { 'sec-fetch-site': 'none' } }],
    ['a read without such headers', {}],
    ['the page itself, reached by a link elsewhere', { path: '/', headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a change from our page', { method: 'POST', headers: { ...OURS, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' } }],
    ['a change behind a proxy that ends TLS', { method: 'POST', headers: { ...OURS, origin: 'https://localhost:3000' } }],
    [
      'a report of our page’s browser, which can carry no header',
      {
        method: 'POST',
        path: '/api/reports/csp',
        headers: { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'report' },
      },
    ],
    ['a change from a program', { method: 'DELETE', headers: OURS }],
  ])('lets %s through', (_, call) => {
    expect(judge(null, call)).toBe('passed');
  });

  it.each<[string, Call]>([
    ['a read from elsewhere', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a read from a sister of our host', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['a change from elsewhere', { method: 'POST', headers: { ...OURS, origin: 'https://evil.test' } }],
    ['a change from another port', { method: 'POST', headers: { ...OURS, origin: 'http://localhost:3001' } }],
    ['a change from a host that begins like ours', { method: 'POST', headers: { ...OURS, origin: 'http://localhost:3000.evil.test' } }],
    ['a change from a sandboxed frame', { method: 'POST', headers: { ...OURS, origin: 'null' } }],
    ['a change without the header no form can send', { method: 'POST', headers: { origin: 'http://localhost:3000' } }],
    ['a change that says it was typed by hand', { method: 'POST', headers: { ...OURS, 'sec-fetch-site': 'none' } }],
    [
      'a change whose page is elsewhere, whatever its origin says',
      {
        method: 'POST',
        headers: { ...OURS, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
      },
    ],
    ['a picture of the API', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' } }],
    ['a frame of the API', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' } }],
    ['a report of another page', { method: 'POST', path: '/api/reports/csp', headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a change with another value in it', { method: 'POST', headers: { 'x-majlis-request': 'yes' } }],
    ['a change outside the API', { method: 'POST', path: '/' }],
    ['an unusual verb', { method: 'PROPFIND' }],
  ])('refuses %s', (_, call) => {
    expect(judge(null, call)).toBe('cross_site');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is a change', (method) => {
    expect(judge(null, { method, headers: { ...OURS, origin: 'https://evil.test' } })).toBe('cross_site');
    expect(judge(null, { method, headers: { ...OURS, origin: 'http://localhost:3000' } })).toBe('passed');
  });

  it('goes by the configured origin where there is one, not by the host header', () => {
    const call = (origin: string): Call => ({ method: 'POST', headers: { ...OURS, origin, host: 'evil.test' } });
    expect(judge('https://majlis.gov.bh/', call('https://majlis.gov.bh'))).toBe('passed');
    expect(judge('https://majlis.gov.bh/', call('https://evil.test'))).toBe('cross_site');
    expect(judge('https://majlis.gov.bh/', call('http://majlis.gov.bh'))).toBe('cross_site');
  });
});

describe('isOwnPage', () => {
  const judgePage = (headers: Record<string, string>) => isOwnPage({ publicOrigin: 'https://majlis.test' }, headers);
  it('believes whatever says that the page is another one', () => {
    const origin = 'https://majlis.test';
    const own: Record<string, string>[] = [{}, { origin }, { origin, 'sec-fetch-site': 'same-origin' }];
    expect(own.map(judgePage)).toEqual([true, true, true]);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.test' },
      { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
      { origin, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    expect(foreign.map(judgePage)).toEqual([false, false, false, false]);
  });
});

describe('isOwnOrigin', () => {
  it('is false where no origin is named, or nothing to compare it with', () => {
    expect(isOwnOrigin({ publicOrigin: null }, { host: 'majlis.test' })).toBe(false);
    expect(isOwnOrigin({ publicOrigin: null }, { origin: 'http://majlis.test' })).toBe(false);
    expect(isOwnOrigin({ publicOrigin: null }, { origin: 'http://localhost', host: 'localhost' })).toBe(true);
  });

  it('without a configured origin believes no name but the loopback ones: a stranger can point his name at us', () => {
    for (const host of ['127.0.0.1:3000', '[::1]:3000', 'localhost:3000']) {
      expect([host, isOwnOrigin({ publicOrigin: null }, { origin: `http://${host}`, host })]).toEqual([host, true]);
    }
    for (const host of ['evil.test', 'localhost.evil.test', '10.0.0.5:3000', 'evil.test:localhost']) {
      expect([host, isOwnOrigin({ publicOrigin: null }, { origin: `http://${host}`, host })]).toEqual([host, false]);
    }
  });
});
