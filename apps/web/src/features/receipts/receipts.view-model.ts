import type { Participant, Person, Receipt, Receipts } from '@app/contracts';

/** What was sent of a paper, all openings of one version together. */
export interface Seen {
  readonly whole: boolean;
  /** Pages sent as images. */
  readonly pages: readonly number[];
  /** Of the file, 0 to 1. Openings are not added up: two halves may be the same half. */
  readonly share: number;
}

/** One person beside one paper. */
export interface ReaderRow {
  readonly person: Person;
  /** Unknown for whoever opened the paper and may not any more, and where the list of readers is not told. */
  readonly seat: Pick<Participant, 'role' | 'delegation'> | null;
  /** Opened it while he could; as things stand he could not. */
  readonly former: boolean;
  /** Null: has not opened it. */
  readonly opened: {
    readonly first: string;
    readonly last: string;
    readonly times: number;
    /** The newest version he opened, and whether that is the one that is read now. */
    readonly version: number;
    readonly outdated: boolean;
    readonly copies: readonly number[];
    readonly seen: Seen;
  } | null;
}

export interface ReceiptsSummary {
  /** Null where it is not told who may open the paper. */
  readonly mayOpen: number | null;
  readonly opened: number;
  readonly notYet: number | null;
  readonly openings: number;
}

export const ORDERS = ['notYet', 'newest', 'name'] as const;
export type Order = (typeof ORDERS)[number];

/** Everybody who may open the paper, in the order of the seats, and whoever else has opened it. */
export function rowsOf({ receipts, readers, version }: Receipts, pageCount: number): ReaderRow[] {
  const openings = new Map<string, Receipt[]>();
  for (const receipt of receipts) openings.set(receipt.reader.id, [...(openings.get(receipt.reader.id) ?? []), receipt]);
  const row = (person: Person, seat: ReaderRow['seat'], former: boolean): ReaderRow => {
    const own = openings.get(person.id);
    return {
      person: { id: person.id, name: person.name, country: person.country },
      seat,
      former,
      opened: own ? openingsOf(own, version, pageCount) : null,
    };
  };
  const seated = (readers ?? []).map((reader) => row(reader, { role: reader.role, delegation: reader.delegation }, false));
  const known = new Set(seated.map(({ person }) => person.id));
  const others = [...openings].flatMap(([id, [first]]) => (known.has(id) || !first ? [] : [row(first.reader, null, readers !== null)]));
  return [...seated, ...others];
}

function openingsOf(receipts: readonly Receipt[], current: number, pageCount: number): ReaderRow['opened'] {
  const times = receipts.map(({ openedAt }) => openedAt).sort();
  const version = Math.max(...receipts.map((receipt) => receipt.version));
  const ofVersion = receipts.filter((receipt) => receipt.version === version);
  const pages = [...new Set(ofVersion.flatMap((receipt) => receipt.pages))].sort((one, other) => one - other);
  const share = Math.max(...ofVersion.map((receipt) => receipt.share));
  const outdated = version < current;
  return {
    first: times[0] ?? '',
    last: times.at(-1) ?? '',
    times: times.length,
    version,
    outdated,
    copies: receipts.map(({ copyNumber }) => copyNumber).sort((one, other) => one - other),
    // How many pages an older version had is not told.
    seen: { pages, share, whole: share === 1 || (!outdated && pages.length >= pageCount) },
  };
}

export function summaryOf({ receipts, readers }: Receipts): ReceiptsSummary {
  const opened = new Set(receipts.map(({ reader }) => reader.id));
  return {
    mayOpen: readers?.length ?? null,
    opened: opened.size,
    notYet: readers?.filter(({ id }) => !opened.has(id)).length ?? null,
    openings: receipts.length,
  };
}

/** What a secretary asks first: whom to remind. Where that is not known: what happened last. */
export const firstOrder = (summary: ReceiptsSummary): Order => (summary.mayOpen === null ? 'newest' : 'notYet');

/** Those who fall under the same heading keep the order of the seats. */
export function inOrder(rows: readonly ReaderRow[], order: Order, nameOf: (person: Person) => string, language: string): ReaderRow[] {
  const byName = new Intl.Collator(language);
  // Whoever has not opened it has no time: before everybody in the one order, after everybody in the other.
  const newest = (one: ReaderRow, other: ReaderRow) => (other.opened?.last ?? '').localeCompare(one.opened?.last ?? '');
  const compare: Record<Order, (one: ReaderRow, other: ReaderRow) => number> = {
    notYet: (one, other) => Number(one.opened !== null) - Number(other.opened !== null) || newest(one, other),
    newest,
    name: (one, other) => byName.compare(nameOf(one.person), nameOf(other.person)),
  };
  return rows.toSorted(compare[order]);
}

/** Pages as one writes them: 1–3, 7. */
export function runsOf(pages: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last?.to === page - 1) last.to = page;
    else runs.push({ from: page, to: page });
  }
  return runs;
}
