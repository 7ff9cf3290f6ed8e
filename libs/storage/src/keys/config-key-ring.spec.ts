import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { StorageCorrupt } from '../storage-errors.js';
import { newKek } from '../testing/temp-store.js';
import { ConfigKeyRing } from './config-key-ring.js';

describe('ConfigKeyRing', () => {
  const k1 = newKek();
  const k2 = newKek();
  const ring = new ConfigKeyRing({ current: 'k1', keys: { k1 } });
  const context = { objectId: randomUUID(), binding: 'secret//NET//ALL' };
  const dek = randomBytes(32);

  it('unwraps what it wrapped and never wraps alike', async () => {
    const wrapped = await ring.wrap(dek, context);
    expect(await ring.unwrap(wrapped, context)).toEqual(dek);
    expect(await ring.wrap(dek, context)).not.toEqual(wrapped);
    expect(wrapped.includes(dek)).toBe(false);
  });

  it('refuses another object, another binding and another key under the same name', async () => {
    const wrapped = await ring.wrap(dek, context);
    const other = new ConfigKeyRing({ current: 'k1', keys: { k1: k2 } });
    await expect(ring.unwrap(wrapped, { ...context, objectId: randomUUID() })).rejects.toMatchObject({ part: 'wrapped_key' });
    await expect(ring.unwrap(wrapped, { ...context, binding: 'public' })).rejects.toMatchObject({ part: 'wrapped_key' });
    await expect(other.unwrap(wrapped, context)).rejects.toMatchObject({ part: 'wrapped_key' });
  });

  it('detects every flipped bit and every cut of a wrapped key', async () => {
    const wrapped = await ring.wrap(dek, context);
    for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
      const changed = Buffer.from(wrapped);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(ring.unwrap(changed, context)).rejects.toThrow(StorageCorrupt);
    }
    for (let length = 0; length < wrapped.length; length += 1) {
      await expect(ring.unwrap(wrapped.subarray(0, length), context)).rejects.toThrow(StorageCorrupt);
    }
    await expect(ring.unwrap(Buffer.concat([wrapped, Buffer.alloc(1)]), context)).rejects.toThrow(StorageCorrupt);
  });

  it('opens old wraps while the old key is in the ring, and says which key is missing afterwards', async () => {
    const wrapped = await ring.wrap(dek, context);
    const both = new ConfigKeyRing({ current: 'k2', keys: { k1, k2 } });
    expect(await both.unwrap(wrapped, context)).toEqual(dek);
    expect(both.kekIdOf(wrapped)).toBe('k1');
    expect(both.kekIdOf(await both.wrap(dek, context))).toBe('k2');
    const later = new ConfigKeyRing({ current: 'k2', keys: { k2 } });
    await expect(later.unwrap(wrapped, context)).rejects.toMatchObject({ part: 'kek_unknown' });
  });

  it.each([
    ['no such current key', { current: 'k9', keys: { k1 } }],
    ['a short key', { current: 'k1', keys: { k1: randomBytes(16).toString('base64') } }],
    ['a key in hex', { current: 'k1', keys: { k1: randomBytes(32).toString('hex') } }],
    ['a key with stray characters', { current: 'k1', keys: { k1: `${k1} ` } }],
    ['the same key twice', { current: 'k1', keys: { k1, k2: k1 } }],
    ['an id that does not fit', { current: 'k 1', keys: { 'k 1': k1 } }],
  ])('refuses a configuration with %s and does not repeat the key', (_, config) => {
    const act = (): ConfigKeyRing => new ConfigKeyRing(config);
    expect(act).toThrow(RangeError);
    expect(act).not.toThrow(new RegExp(k1.slice(0, 10).replace(/[+/]/g, '.')));
  });

  it('does not show its keys when logged', () => {
    const shown = inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify(ring);
    expect(shown).not.toContain(k1);
    expect(shown).not.toContain(Buffer.from(k1, 'base64').toString('hex'));
  });
});
