import { isIPv4, isIPv6 } from 'node:net';

/**
 * What counts as one network when attempts are counted: an IPv4 address, the first 64 bits of an IPv6 address (whoever
 * has one has all of them). What is neither counts as one network together.
 */
export function networkKey(address: string | null): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  return `${expand(plain).slice(0, 4).join(':')}::/64`;
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')));
  const before = groups(head);
  if (tail === undefined) return before;
  const after = groups(tail);
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0'), ...after];
}
