import { GENESIS } from '@app/audit';
import type { AuditFilter } from '@app/contracts';
import type { Cover, Link, NumberedEntry } from './audit.repository.js';

interface Exported {
  readonly by: string;
  readonly filter: AuditFilter;
  readonly entries: readonly NumberedEntry[];
  readonly covers: readonly Cover[];
  readonly links: readonly Link[];
}

/** The file of an export, as docs/audit-format.md describes it: head, entries, and a proof to each checkpoint that covers some. */
export function exportText({ by, filter, entries, covers, links }: Exported): string {
  const shown = new Set(entries.map(({ number }) => number));
  const chain = new Map(links.map((link) => [link.number, link]));
  const proofs = covers.map(({ checkpoint, first }) => {
    const start = BigInt(first) - 1n;
    const numbers = Array.from({ length: Number(BigInt(checkpoint.number) - start) }, (_, at) => `${start + 1n + BigInt(at)}`);
    return {
      kind: 'proof',
      start: `${start}`,
      hash: chain.get(`${start}`)?.hash ?? GENESIS.toString('hex'),
      digests: numbers.map((number) => (shown.has(number) ? null : (chain.get(number)?.digest ?? null))),
      checkpoint,
    };
  });
  const head = { kind: 'majlis-audit-export-1', at: new Date().toISOString(), by, filter, entries: entries.length };
  const lines = [head, ...entries.map((entry) => ({ kind: 'entry', ...entry })), ...proofs];
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}
