import { BlockList, isIPv4 } from 'node:net';
import type { NetworkRule } from '@app/contracts';
import { plainAddress } from './address.js';

/** The machine itself, by either of its addresses: a browser on it may ask for a grant by one and connect by the other. */
const LOOPBACK: readonly NetworkRule[] = [
  { network: '127.0.0.0/8', allowed: true },
  { network: '::1/128', allowed: true },
];

/** One address alone: an IPv4 address, or the 64 bits of an IPv6 one (whoever has one of them has all). */
export function onlyFrom(address: string | null): NetworkRule[] {
  const plain = plainAddress(address);
  if (plain === null) return [];
  if (isAllowedFrom(LOOPBACK, plain)) return [...LOOPBACK];
  return [{ network: `${plain}/${isIPv4(plain) ? 32 : 64}`, allowed: true }];
}

/** Whether the rules let this address in: of the networks that hold it the longest decides. */
export function isAllowedFrom(rules: readonly NetworkRule[], address: string | null): boolean {
  const plain = plainAddress(address);
  if (plain === null) return false;
  const holding = rules.filter(({ network }) => holds(network, plain));
  return holding.toSorted((one, other) => bitsOf(other) - bitsOf(one))[0]?.allowed ?? false;
}

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');
const bitsOf = ({ network }: NetworkRule) => Number(network.split('/')[1]);

function holds(network: string, address: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  if (familyOf(base) !== familyOf(address)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(bits), familyOf(base));
  return list.check(address, familyOf(address));
}
