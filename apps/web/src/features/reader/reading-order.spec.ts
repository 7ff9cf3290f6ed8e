import { inReadingOrder, type PlacedText } from './reading-order';

/** Runs from left to right as a file has them, ten points a letter. */
function line(texts: readonly string[], y = 700): PlacedText[] {
  let x = 100;
  return texts.map((str, index) => {
    const item = { str, transform: [10, 0, 0, 10, x, y], width: str.length * 10, height: 10, hasEOL: index === texts.length - 1 };
    x += item.width;
    return item;
  });
}
const read = (items: readonly PlacedText[]) =>
  inReadingOrder(items)
    .map((item) => item.str + (item.hasEOL ? '|' : ''))
    .join('');

describe('RD9 reading order', () => {
  it('reads an Arabic line stored word by word from the left', () => {
    expect(read(line(['العربية', ' ', 'الخطوط', ' ', 'أنواع']))).toBe('أنواع الخطوط العربية|');
  });

  it('gives the same for a file that stores it in reading order', () => {
    const [a, b, c] = line(['العربية', ' ', 'الخطوط']);
    if (!a || !b || !c) throw new Error('three runs');
    expect(read([{ ...c, hasEOL: false }, b, { ...a, hasEOL: true }])).toBe('الخطوط العربية|');
  });

  it('reads letters stored one by one as presentation forms, with their marks', () => {
    expect(read(line(['\uFE94', '\u0651', '\uFEF3', 'زار', '\uFEEE', '\uFEDF', 'ا']))).toBe('الوزاريّة|');
  });

  it('keeps Latin words and their numbers within an Arabic line', () => {
    expect(read(line(['2026', ' ', 'Gartner', ' ', 'تقرير', ' ', 'وفق']))).toBe('وفق تقرير 2026 Gartner|');
    expect(read(line(['وتقرير', ' ', 'ISO', ' ', '27001', ' ', 'معيار']))).toBe('معيار ISO 27001 وتقرير|');
  });

  it('reads two numbers from the right, one number with a sign from the left', () => {
    expect(read(line(['٢٠', ' ', '١٠', ' ', 'من']))).toBe('من ١٠ ٢٠|');
    expect(read(line(['مليون', ' ', '١٢', '٫', '٥', ' ', 'كلفة']))).toBe('كلفة ١٢٫٥ مليون|');
  });

  it('turns an Arabic name within an English line', () => {
    expect(read(line(['Kingdom', ' ', 'البحرين', ' ', 'مملكة', ' ', 'signed']))).toBe('Kingdom مملكة البحرين signed|');
  });

  it('turns brackets that the file names by their drawn form, and only those', () => {
    expect(read(line(['(', 'الثانية', ' ', 'المرحلة', ')']))).toBe('(المرحلة الثانية)|');
    expect(read(line([')', 'الثانية', ' ', 'المرحلة', '(']))).toBe('(المرحلة الثانية)|');
    expect(read(line(['جدول', ' ', ')', 'أ']))).toBe('أ) جدول|');
  });

  it('leaves a page without such letters as it is, lines and all', () => {
    const items = [...line(['second', ' ', 'first'], 700), ...line(['next'], 680)];
    expect(read(items)).toBe('second first|next|');
  });

  it('tells lines apart by their place too, and an empty run only ends one', () => {
    const [first] = line(['مجلس'], 700);
    const [second] = line(['الوزراء'], 680);
    if (!first || !second) throw new Error('two lines');
    expect(read([{ ...first, hasEOL: false }, second])).toBe('مجلس|الوزراء|');
    expect(read([{ ...first, hasEOL: false }, { ...second, str: '', hasEOL: true }, second])).toBe('مجلس|الوزراء|');
  });

  it('follows text that runs up the paper', () => {
    const up = (str: string, y: number): PlacedText => ({
      str,
      transform: [0, 10, -10, 0, 50, y],
      width: 40,
      height: 10,
      hasEOL: y === 180,
    });
    expect(read([up('العربية', 100), up(' ', 140), up('الخطوط', 180)])).toBe('الخطوط العربية|');
  });
});
