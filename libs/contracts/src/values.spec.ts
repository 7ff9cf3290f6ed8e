import { instantSchema, instantWithin } from './values.js';

describe('an instant', () => {
  it.each([
    '1900-01-01T00:00:00Z',
    '2026-11-22T19:30:00.123456+03:00',
    '2026-11-22T19:30:00+14:00',
    '2026-11-22T19:30:00-12:00',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59+14:00',
  ])('is taken: %s', (text) => expect(instantSchema.parse(text)).toBe(text));

  it.each([
    // What the database does not know, or knows as another time than we do.
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '1900-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    // Offsets of no place.
    '2026-11-22T19:30:00+14:01',
    '2026-11-22T19:30:00-23:59',
    `2026-11-22T19:30:00.${'1'.repeat(200)}Z`,
    '2026-02-30T00:00:00Z',
    '2026-11-22',
    '+012026-11-22T19:30:00Z',
    '',
  ])('is refused: %s', (text) => expect(instantSchema.safeParse(text).success).toBe(false));

  it('may be bound more closely, by years of UTC', () => {
    const schema = instantWithin(2000, 2001);
    const taken = ['1999-12-31T23:59:59Z', '1999-12-31T23:59:59-01:00', '2001-12-31T23:59:59Z', '2001-12-31T23:59:59-01:00'];
    expect(taken.map((text) => schema.safeParse(text).success)).toEqual([false, true, true, false]);
  });
});
