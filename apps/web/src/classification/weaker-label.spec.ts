import type { Label } from '@app/contracts';
import { openedTo, problemOf, weakeningOf } from './weaker-label';

const label = (level: Label['level'], releasableTo: Label['releasableTo'] = ['BH'], caveats: string[] = []): Label => ({
  level,
  caveats,
  releasableTo,
  originator: 'BH',
});

describe('a wish for a weaker label', () => {
  it('can be sent with a weaker label and a reason', () => {
    expect(problemOf(label(3), label(2), 'settled')).toBeNull();
    expect(problemOf(label(2), label(2, ['BH', 'KW']), 'settled')).toBeNull();
    expect(problemOf(label(2, ['BH'], ['NET']), label(2), 'settled')).toBeNull();
    expect(problemOf(label(3), label(2), '  ')).toBe('reason');
    expect(problemOf(label(3), null, 'settled')).toBe('label');
  });

  it('cannot be sent when it asks for the same, or for a stricter label', () => {
    expect(problemOf(label(2), label(2), 'settled')).toBe('notWeaker');
    expect(problemOf(label(2), label(3), 'settled')).toBe('notWeaker');
    expect(problemOf(label(2, ['BH', 'KW']), label(2, ['BH']), 'settled')).toBe('notWeaker');
  });

  it('opens a label to one country more, once', () => {
    expect(openedTo(label(1, ['BH']), 'KW').releasableTo).toEqual(['BH', 'KW']);
    expect(openedTo(label(1, ['BH', 'KW']), 'KW').releasableTo).toEqual(['BH', 'KW']);
    expect(openedTo(label(1, ['ALL']), 'KW').releasableTo).toEqual(['ALL']);
  });

  it('says part by part what becomes weaker', () => {
    expect(weakeningOf(label(3, ['BH'], ['CYBER', 'NET']), label(2, ['BH', 'KW'], ['NET']))).toEqual({
      lower: true,
      droppedCaveats: ['CYBER'],
      addedCountries: ['KW'],
    });
    expect(weakeningOf(label(1, ['ALL']), label(0, ['ALL']))).toEqual({ lower: true, droppedCaveats: [], addedCountries: [] });
  });
});
