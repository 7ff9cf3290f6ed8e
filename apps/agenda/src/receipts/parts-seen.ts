/** Parts as the trail names them: `page 3`, or `start+length` of a range. */
export interface Seen {
  readonly pages: number[];
  /** 0 to 1. */
  readonly share: number;
}

/** Adds up what was sent: each page once, and bytes that were sent twice counted once. */
export function partsSeen(parts: readonly string[], size: number): Seen {
  const pages = new Set<number>();
  const ranges: [from: number, to: number][] = [];
  for (const part of parts) {
    const page = /^page (\d+)$/.exec(part)?.[1];
    if (page) pages.add(Number(page));
    const [, start, length] = /^(\d+)\+(\d+)$/.exec(part) ?? [];
    if (start && length) ranges.push([Number(start), Number(start) + Number(length)]);
  }
  ranges.sort(([one], [other]) => one - other);
  let bytes = 0;
  let reached = 0;
  for (const [from, to] of ranges) {
    bytes += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return { pages: [...pages].sort((one, other) => one - other), share: size > 0 ? Math.min(1, bytes / size) : 0 };
}
