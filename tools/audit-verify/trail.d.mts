import type { KeyObject } from 'node:crypto';

export interface Verdict {
  readonly problems: string[];
  readonly entries: number;
  readonly checkpoints: number;
  readonly waiting: number;
  readonly last: { readonly number: string; readonly at: string } | null;
}
export function verifyTrail(
  query: (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>,
  outside: { keys: Map<string, KeyObject>; files: { name: string; text: string }[]; now?: bigint },
): Promise<Verdict>;
