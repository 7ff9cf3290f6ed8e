import { AppError } from '@app/platform';

export interface ByteRange {
  /** First byte. */
  readonly start: number;
  /** Bytes. */
  readonly length: number;
  /** Whether a part was asked for (206) or the whole (200). */
  readonly partial: boolean;
}

/**
 * Reads a Range header (RFC 9110 §14): one range; several at once, or another unit, are answered with the whole.
 *
 * @throws AppError `range_invalid` when the range lies outside.
 */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return { start: 0, length: size, partial: false };
  const [, first = '', last = ''] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw new AppError('range_invalid');
    return { start: size - length, length, partial: true };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || end < start) throw new AppError('range_invalid');
  return { start, length: end - start + 1, partial: true };
}
