import type { Response } from 'express';

/** `__Host-` makes browsers refuse it from another host, path or plain HTTP (localhost counts as secure). */
export const SESSION_COOKIE = '__Host-majlis';

/** The session token in a Cookie header, if there is exactly one and it looks like ours. */
export function tokenFrom(header: string | undefined): string | null {
  return cookieFrom(header, SESSION_COOKIE);
}

/** The value of one of our cookies, if it is there exactly once and looks like a secret of ours. */
export function cookieFrom(header: string | undefined, name: string): string | null {
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return found.length === 1 && /^[\w-]{43}$/.test(found[0] ?? '') ? (found[0] ?? null) : null;
}

export function setSessionCookie(response: Response, token: string): void {
  response.cookie(SESSION_COOKIE, token, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(SESSION_COOKIE, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' });
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
