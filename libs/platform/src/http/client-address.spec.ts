import type { IncomingMessage } from 'node:http';
import { ClientAddress } from './client-address.js';

const line = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('ClientAddress', () => {
  const behindLoopback = new ClientAddress({ trustedProxies: 'loopback' });

  it('believes a header of a trusted proxy only', () => {
    expect(behindLoopback.of(line('127.0.0.1'))).toBe('127.0.0.1');
    expect(behindLoopback.of(line('127.0.0.1', '10.1.0.5'))).toBe('10.1.0.5');
    expect(behindLoopback.of(line('198.51.100.7', '10.1.0.5'))).toBe('198.51.100.7');
  });

  it('takes what the proxy added, not what the client wrote before it', () => {
    expect(behindLoopback.of(line('127.0.0.1', '10.1.0.5, 198.51.100.7'))).toBe('198.51.100.7');
    expect(behindLoopback.of(line('::1', '10.1.0.5, 127.0.0.1'))).toBe('10.1.0.5');
  });

  it('knows a chain of proxies', () => {
    const chained = new ClientAddress({ trustedProxies: 'loopback, 192.0.2.0/24' });
    expect(chained.of(line('127.0.0.1', '10.9.9.9, 10.1.0.5, 192.0.2.9'))).toBe('10.1.0.5');
  });
});
