import type { Label, Participant } from '@app/contracts';
import { detailsFrom, originsUnder } from './origins';

const label: Label = { level: 1, caveats: ['NET'], releasableTo: ['BH', 'SA', 'KW'], originator: 'BH' };
const seats = (...delegations: string[]) => delegations.map((delegation) => ({ delegation }) as Participant);

describe('states of origin', () => {
  it('are that of what it belongs to, and each delegation once', () => {
    expect(originsUnder(label, seats('SA', 'BH', 'BH', 'KW', 'SA'))).toEqual(['BH', 'SA', 'KW']);
    expect(originsUnder({ ...label, releasableTo: ['ALL'], originator: 'SA' }, seats('BH', 'TN'))).toEqual(['SA', 'BH', 'TN']);
    expect(originsUnder(label, seats('BH', 'BH'))).toEqual(['BH']);
  });

  it('leave out whom the label lets know nothing: it could not be labelled below that', () => {
    expect(originsUnder(label, seats('BH', 'OM', 'SA'))).toEqual(['BH', 'SA']);
  });

  it('label a paper as its item, but for where it comes from', () => {
    expect(detailsFrom(label, 'BH')).toEqual({});
    expect(detailsFrom(label, 'SA')).toEqual({ label: { ...label, originator: 'SA' } });
  });
});
