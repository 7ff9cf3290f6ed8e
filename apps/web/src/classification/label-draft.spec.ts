import type { Label } from '@app/contracts';
import { draftOf, labelFrom, leavesOriginatorOut } from './label-draft';

const label: Label = { level: 2, caveats: ['CYBER', 'NET'], releasableTo: ['BH', 'SA'], originator: 'BH' };

describe('a label being put together', () => {
  it('is what it was, until something of it is changed', () => {
    expect(labelFrom(draftOf(label))).toEqual(label);
    expect(labelFrom({ ...draftOf(label), caveats: 'NET، CYBER NET', originator: 'SA' })).toEqual({ ...label, originator: 'SA' });
  });

  it.each([
    ['no country', { countries: [] }],
    ['a code that is none', { caveats: 'N' }],
    ['not the state of origin', { originator: 'KW' }],
    ['not the state of origin, any more', { countries: ['SA'] }],
  ])('is none with %s', (_, change) => {
    expect(labelFrom({ ...draftOf(label), ...change })).toBeNull();
  });

  it('says of the countries that the state of origin is missing, once there are any', () => {
    const outside = (countries: string[], originator = 'KW') => leavesOriginatorOut({ ...draftOf(label), countries, originator });
    expect([outside(['BH', 'SA']), outside(['ALL']), outside(['BH', 'KW']), outside([])]).toEqual([true, false, false, false]);
  });
});
