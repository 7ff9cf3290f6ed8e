const KEY = 'majlis.place';

/** Where somebody was before he was sent to his identity provider. */
export function rememberPlace(): void {
  window.sessionStorage.setItem(KEY, window.location.pathname);
}

/** Once. Only a path of ours: what is stored in a browser is not believed. */
export function takePlace(): string {
  const place = window.sessionStorage.getItem(KEY) ?? '/';
  window.sessionStorage.removeItem(KEY);
  return /^\/(?!\/)[\w/-]*$/.test(place) && !place.startsWith('/sign-in/') ? place : '/';
}
