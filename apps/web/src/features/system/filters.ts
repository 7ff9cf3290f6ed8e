import type { Account } from '@app/contracts';

const has = (text: string, words: string) => text.toLowerCase().includes(words.trim().toLowerCase());

export function accountMatches(account: Account, words: string): boolean {
  return [account.name.ar, account.name.en, account.login].some((text) => has(text, words));
}
