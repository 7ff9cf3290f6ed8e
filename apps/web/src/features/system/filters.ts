import type { Account, AuditEntryView } from '@app/contracts';

export type OutcomeFilter = 'all' | AuditEntryView['outcome'];

const has = (text: string, words: string) => text.toLowerCase().includes(words.trim().toLowerCase());

export function accountMatches(account: Account, words: string): boolean {
  return [account.name.ar, account.name.en, account.login].some((text) => has(text, words));
}

export function entryMatches(entry: AuditEntryView, words: string, outcome: OutcomeFilter): boolean {
  if (outcome !== 'all' && entry.outcome !== outcome) return false;
  return [entry.event, entry.actor?.name.ar ?? '', entry.actor?.name.en ?? ''].some((text) => has(text, words));
}

/** Comma-separated, with a byte order mark so that spreadsheets read the Arabic; a cell never starts a formula. */
export function auditCsv(entries: readonly AuditEntryView[]): string {
  const rows = entries.map((entry) => [
    entry.seq,
    entry.at,
    entry.event,
    entry.outcome,
    entry.actor?.id ?? '',
    entry.actor?.name.ar ?? '',
    JSON.stringify(entry.data),
  ]);
  const cell = (value: string) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  return `\ufeff${[['seq', 'at', 'event', 'outcome', 'actor', 'name', 'data'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
