import { PDFDocument } from 'pdf-lib';
import { DocumentFonts, PageCanvas } from '../compose/page-canvas.js';
import { inkShare, plain, popplerPages, popplerPixels, qpdfErrors, writeTemporary } from '../testing/pdf-tools.js';
import { layoutLine, layoutParagraph, type LayoutOptions } from './arabic-text-layout.js';
import { GOLDEN_ARABIC, GOLDEN_LATIN } from './golden-strings.js';
import { typeface } from './typeface.js';

const arabic: LayoutOptions = { typeface: typeface('regular'), size: 14, direction: 'rtl', language: 'ar' };
const latin: LayoutOptions = { ...arabic, direction: 'ltr', language: 'en' };

async function pdfOf(lines: readonly string[], options: LayoutOptions): Promise<string> {
  const document = await PDFDocument.create();
  const fonts = new DocumentFonts(document);
  const canvas = new PageCanvas(document.addPage([700, lines.length * 26 + 80]), fonts);
  lines.forEach((text, i) => {
    const line = layoutLine(text, options);
    const x = options.direction === 'rtl' ? 650 - line.width : 50;
    canvas.line(line, x, canvas.page.getHeight() - 50 - i * 26, { size: 14, weight: 'regular', colour: [0, 0, 0] });
  });
  canvas.finish();
  fonts.finish();
  return writeTemporary('golden.pdf', await document.save());
}

const linesOf = (path: string): string[] =>
  (popplerPages(path)[0] ?? '')
    .split('\n')
    .map(plain)
    .filter((line) => line !== '');

describe('P14: Arabic in a produced PDF is exactly what was written', () => {
  it('gives back every golden string through pdftotext', async () => {
    expect(GOLDEN_ARABIC.length + GOLDEN_LATIN.length).toBeGreaterThanOrEqual(60);
    const path = await pdfOf(GOLDEN_ARABIC, arabic);
    expect(qpdfErrors(path)).toBe('');
    expect(linesOf(path)).toEqual(GOLDEN_ARABIC.map(plain));
  });

  it('gives back Latin paragraphs, also with Arabic inside', async () => {
    expect(linesOf(await pdfOf(GOLDEN_LATIN, latin))).toEqual(GOLDEN_LATIN.map(plain));
  });

  it('draws every golden string: no line is blank, none has a missing glyph', async () => {
    const path = await pdfOf(GOLDEN_ARABIC, arabic);
    const image = popplerPixels(path, 1, 72);
    GOLDEN_ARABIC.forEach((text, i) => {
      const top = (50 + i * 26 - 16) / image.height;
      expect([text, inkShare(image, { left: 0, right: 1, top, bottom: top + 22 / image.height }) > 0.001]).toEqual([text, true]);
      expect(layoutLine(text, arabic).glyphs.filter((glyph) => glyph.glyphId === 0)).toEqual([]);
    });
  });
});

describe('visual order', () => {
  const visual = (text: string, options = arabic): string =>
    layoutLine(text, options)
      .glyphs.map((glyph) => glyph.text)
      .join('');

  it('keeps the digits of a number in order inside Arabic', () => {
    expect(visual('رقم 12 لسنة 2026').startsWith('2026')).toBe(true);
    expect(visual('رقم 12 لسنة 2026')).toContain('12');
  });

  it('keeps Latin words in order inside Arabic', () => {
    expect(visual('لجنة GCC e-Government الخليجية')).toContain('GCC e-Government');
  });

  it('mirrors brackets: the opening one stands at the right', () => {
    const { glyphs } = layoutLine('(46)', arabic);
    const opening = glyphs.find((glyph) => glyph.text === '(');
    const closing = glyphs.find((glyph) => glyph.text === ')');
    expect(opening && closing && opening.x > closing.x).toBe(true);
    expect(opening?.glyphId).toBe(layoutLine(')', latin).glyphs[0]?.glyphId);
  });

  it('joins letters: the middle form differs from the isolated one', () => {
    const [isolated] = layoutLine('ب', arabic).glyphs;
    expect(layoutLine('ببب', arabic).glyphs.some((glyph) => glyph.glyphId === isolated?.glyphId)).toBe(false);
  });

  it('gives every character of the text to exactly one glyph', () => {
    for (const text of GOLDEN_ARABIC) {
      const bearers = [...layoutLine(text, arabic).glyphs].sort((a, b) => a.cluster - b.cluster).map((glyph) => glyph.text);
      expect(plain(bearers.join(''))).toBe(plain(text));
    }
  });
});

describe('breaking lines', () => {
  const text = 'يعرض هذا التقرير على اللجنة ما أُنجز في الانتقال إلى الحوسبة السحابية (Cloud) بنسبة 64% خلال عام 2018';

  it('keeps every line within the width and loses no word', () => {
    for (const width of [80, 140, 300]) {
      const lines = layoutParagraph(text, width, arabic);
      expect(Math.max(...lines.map((line) => line.width))).toBeLessThanOrEqual(width + 0.01);
      expect(lines.map((line) => line.text.trim()).join(' ')).toBe(text);
    }
  });

  it('cuts a word that is wider than the line', () => {
    const lines = layoutParagraph('https://www.example.bh/a/very/long/address/without/any/space', 90, latin);
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map((line) => line.width))).toBeLessThanOrEqual(90.01);
    expect(lines.map((line) => line.text).join('')).toBe('https://www.example.bh/a/very/long/address/without/any/space');
  });

  it('starts a new line at a line feed', () => {
    expect(layoutParagraph('سطر\nآخر', 500, arabic).map((line) => line.text)).toEqual(['سطر', 'آخر']);
  });

  it('does not count the space at the end of a line', () => {
    expect(layoutLine('كلمة ', arabic).width).toBeCloseTo(layoutLine('كلمة', arabic).width);
  });
});
