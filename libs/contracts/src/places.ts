import { z } from 'zod';

/** A building: the country's code, with a further part where a country has several. */
export const siteCodeSchema = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,12})?$/);
export type SiteCode = z.infer<typeof siteCodeSchema>;

/** Bits of the network part below which a range is most of the world: that is what the default ceiling is for. */
const LEAST_BITS = { 4: 8, 6: 16 } as const;

/**
 * A network as prefix and length, IPv4 or IPv6, in its one written form for IPv4: no bit beyond the prefix is set, so
 * that nobody who types `10.1.2.3/8` opens more than he meant.
 */
export const networkSchema = z
  .string()
  .max(49)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.union([z.cidrv4(), z.cidrv6()]))
  .refine((text) => !(text.includes(':') && text.includes('.')), { error: 'an IPv4 network is written as one', abort: true })
  .refine((text) => Number(text.split('/')[1]) >= (text.includes(':') ? LEAST_BITS[6] : LEAST_BITS[4]), 'too wide')
  .refine(hasNoHostBits, 'bits beyond the prefix');

function hasNoHostBits(text: string): boolean {
  const [address = '', length = ''] = text.split('/');
  const six = address.includes(':');
  const host = BigInt((six ? 128 : 32) - Number(length));
  return (six ? bitsOf6(address) : bitsOf4(address)) % (1n << host) === 0n;
}

const bitsOf4 = (address: string) => address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);

function bitsOf6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
