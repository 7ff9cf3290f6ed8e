import { arabicOrdinal } from './ordinal';

describe('arabicOrdinal', () => {
  it.each([
    [1, 'الأول'],
    [10, 'العاشر'],
    [11, 'الحادي عشر'],
    [12, 'الثاني عشر'],
    [20, 'العشرون'],
    [21, 'الحادي والعشرون'],
    [35, 'الخامس والثلاثون'],
    [100, null],
    [0, null],
  ])('%i is %s', (number, words) => {
    expect(arabicOrdinal(number)).toBe(words);
  });
});
