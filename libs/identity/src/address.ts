import { isIP, isIPv4 } from 'node:net';

/**
 * An address as the lists of networks know it: IPv4 written as IPv4, also where it came in through an IPv6 socket, and
 * without the name of an interface. Null for what is no address: a proxy may pass on anything.
 */
export function plainAddress(address: string | null | undefined): string | null {
  const [bare = ''] = (address ?? '').split('%');
  const mapped = /^::ffff:(.+)$/i.exec(bare)?.[1] ?? '';
  if (isIPv4(mapped)) return mapped;
  return isIP(bare) === 0 ? null : bare;
}
