import { createHash } from 'node:crypto';
import { hashOf, newSecret } from '@app/identity';
import express, { type Response } from 'express';
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie, tokenFrom } from './session-cookie.js';

const token = 'a'.repeat(43);

/** The headers a response would carry. */
function headersAfter(work: (response: Response) => void): Record<string, string> {
  const headers: Record<string, string> = {};
  // Express's own response methods on an object that only remembers headers.
  const response = Object.assign(Object.create(express.response) as Response, {
    app: express(),
    req: {},
    get: (name: string) => headers[name.toLowerCase()],
    set: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    append: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
  });
  work(response);
  return headers;
}

describe('session tokens', () => {
  it('are 256 random bits, and only their hash is kept', () => {
    const many = Array.from({ length: 200 }, newSecret);
    expect(new Set(many.map((each) => each.token)).size).toBe(200);
    for (const { token: each, hash } of many) {
      expect(Buffer.from(each, 'base64url')).toHaveLength(32);
      expect(hash).toEqual(createHash('sha256').update(each).digest());
      expect(hash).toEqual(hashOf(each));
      expect(tokenFrom(`${SESSION_COOKIE}=${each}`)).toBe(each);
    }
  });
});

describe('tokenFrom', () => {
  it.each([
    ['alone', `${SESSION_COOKIE}=${token}`],
    ['among others', `theme=dark; ${SESSION_COOKIE}=${token};lang=ar`],
    ['without spaces', `a=b;${SESSION_COOKIE}=${token}`],
  ])('finds it %s', (_, header) => {
    expect(tokenFrom(header)).toBe(token);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['another cookie', `majlis=${token}`],
    ['a cookie whose name ends like ours', `x${SESSION_COOKIE}=${token}`],
    ['a cookie whose name begins like ours', `${SESSION_COOKIE}2=${token}`],
    ['a name that runs into the value', `${SESSION_COOKIE}2${token}`],
    ['the name in other letters', `${SESSION_COOKIE.toLowerCase()}=${token}`],
    ['two of them, of which one was planted', `${SESSION_COOKIE}=${token}; ${SESSION_COOKIE}=${'b'.repeat(43)}`],
    ['the same one twice', `${SESSION_COOKIE}=${token}; ${SESSION_COOKIE}=${token}`],
    ['a short one', `${SESSION_COOKIE}=${token.slice(1)}`],
    ['a long one', `${SESSION_COOKIE}=${token}a`],
    ['quotes around it', `${SESSION_COOKIE}="${token}"`],
    ['other characters', `${SESSION_COOKIE}=${"'".repeat(43)}`],
    ['a line break in it', `${SESSION_COOKIE}=${token}\n`.replace('a\n', '\n')],
    ['nothing in it', `${SESSION_COOKIE}=`],
  ])('takes none from %s', (_, header) => {
    expect(tokenFrom(header)).toBeNull();
  });
});

describe('the cookie', () => {
  it('is for this host, secure, out of reach of scripts and never sent from elsewhere', () => {
    const cookie = headersAfter((response) => setSessionCookie(response, token))['set-cookie'] ?? '';
    expect(cookie.split('; ').sort()).toEqual([`${SESSION_COOKIE}=${token}`, 'HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'].sort());
    // What __Host- demands: no Domain, Path=/, Secure; browsers refuse it otherwise.
    expect(SESSION_COOKIE.startsWith('__Host-')).toBe(true);
  });

  it('is taken back with the same attributes, and the browser forgets what it cached', () => {
    const headers = headersAfter(clearSessionCookie);
    expect(headers['set-cookie']).toMatch(new RegExp(`^${SESSION_COOKIE}=; `));
    expect(headers['set-cookie']).toContain('Expires=Thu, 01 Jan 1970');
    expect(headers['set-cookie']).toMatch(/Path=\/.*HttpOnly; Secure; SameSite=Strict/);
    expect(headers['clear-site-data']).toBe('"cache", "storage"');
  });
});
