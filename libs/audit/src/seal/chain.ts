import { createHash } from 'node:crypto';

/** An entry as the database gives it, every value as text; the order and form of docs/audit-format.md. */
export interface SealedEntry {
  readonly seq: string;
  readonly xid: string;
  /** Microseconds since 1970 UTC. */
  readonly at: string;
  readonly event: string;
  readonly outcome: string;
  readonly account_id: string | null;
  readonly session_id: string | null;
  readonly request_id: string;
  readonly network: string | null;
  /** The text PostgreSQL gives of the `jsonb` value. */
  readonly data: string;
}

/** What is selected from `audit_entries e` for a {@link SealedEntry}. */
export const SEALED_COLUMNS = `e.seq::text, e.xid::text, (extract(epoch from e.at) * 1000000)::bigint::text as at, e.event, e.outcome,
  e.account_id::text, e.session_id::text, e.request_id::text, e.network, e.data::text`;

const FIELDS = [
  'seq',
  'xid',
  'at',
  'event',
  'outcome',
  'account_id',
  'session_id',
  'request_id',
  'network',
  'data',
] as const satisfies readonly (keyof SealedEntry)[];

/** The hash before the first entry. */
export const GENESIS = sha256(Buffer.from('majlis-audit-chain-1'));

/** SHA-256 of the entry in its one written form, with its place in the chain. */
export function digestOf(number: bigint, entry: SealedEntry): Buffer {
  return sha256(Buffer.from(['majlis-audit-entry-1', `${number}`, ...FIELDS.map((field) => entry[field])].map(framed).join('')));
}

/** The hash of the chain after one more entry. */
export function nextHash(previous: Buffer, digest: Buffer): Buffer {
  return sha256(Buffer.concat([previous, digest]));
}

/** Length and content, so that no two lists of fields look the same. */
export function framed(field: string | null): string {
  return field === null ? '-\n' : `${Buffer.byteLength(field)}:${field}\n`;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
