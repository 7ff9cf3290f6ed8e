import { PDF_WORKERS } from '../features/reader/pdf-workers';

/** What browsers with Trusted Types offer; the others ignore the directive, and this file. */
interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { createHTML(text: string): string | null; createScriptURL(address: string): string | null },
  ): unknown;
}

/**
 * The page's one Trusted Types policy, asked by the browser whenever a string would become markup or the address of a
 * script. Nothing does, but for two uses of libraries: pdf.js starts its two workers by address, and React Aria empties
 * its announcements with `innerHTML = ''`. Strings never become script.
 */
export function installTrustedTypes(): void {
  const workers = new Set(Object.values(PDF_WORKERS));
  (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
    createHTML: (text) => (text === '' ? text : null),
    createScriptURL: (address) => (workers.has(address) ? address : null),
  });
}
