import type { MessageKey } from '../i18n';
import type { SignedIn } from '../session/useSignedIn';

export interface AdministrationPlace {
  readonly href: string;
  readonly text: MessageKey;
}

/** The tables a system role may open, its own first. From the server’s abilities alone. */
export function placesOf(abilities: SignedIn['abilities']): AdministrationPlace[] {
  return [
    ...(abilities.listClearances ? [{ href: '/clearances', text: 'clearances.title' } as const] : []),
    ...(abilities.listAccounts ? [{ href: '/accounts', text: 'system.accountsTitle' } as const] : []),
    ...(abilities.listOffices ? [{ href: '/offices', text: 'offices.title' } as const] : []),
    ...(abilities.listSites ? [{ href: '/sites', text: 'sites.title' } as const] : []),
  ];
}
