import { plain, popplerPages, qpdfErrors, writeTemporary } from '../testing/pdf-tools.js';
import { PaperBuilder } from './paper-builder.js';

describe('composing a paper', () => {
  it('repeats the header of a long table on every page and loses no row', async () => {
    const builder = await PaperBuilder.create({ language: 'ar', title: 'جدول طويل' });
    const rows = Array.from({ length: 60 }, (_, i) => [String(i + 1), `الخدمة رقم ${i + 1} من خدمات الحكومة الإلكترونية`]);
    builder.table({
      columns: [
        { header: 'التسلسل', share: 1 },
        { header: 'اسم الخدمة', share: 4 },
      ],
      rows,
    });
    const path = writeTemporary('table.pdf', await builder.build());
    expect(qpdfErrors(path)).toBe('');
    const pages = popplerPages(path).map(plain);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('اسم الخدمة');
    for (const [, name] of rows) expect(pages.join(' ')).toContain(name);
  });

  it('sets the first column at the right in Arabic and at the left in English', async () => {
    const xOf = async (language: 'ar' | 'en'): Promise<number[]> => {
      const builder = await PaperBuilder.create({ language, title: 't' });
      builder.table({
        columns: [
          { header: 'AAA', share: 1 },
          { header: 'BBB', share: 1 },
        ],
        rows: [],
      });
      const path = writeTemporary('columns.pdf', await builder.build());
      const { execFileSync } = await import('node:child_process');
      const boxes = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' });
      return ['AAA', 'BBB'].map((word) => Number(new RegExp(`xMin="([\\d.]+)"[^>]*>[^<]*${word}`).exec(boxes)?.[1]));
    };
    const [arabicFirst = 0, arabicSecond = 0] = await xOf('ar');
    const [englishFirst = 0, englishSecond = 0] = await xOf('en');
    expect(arabicFirst).toBeGreaterThan(arabicSecond);
    expect(englishFirst).toBeLessThan(englishSecond);
  });

  it('never leaves a heading alone at the foot of a page', async () => {
    const builder = await PaperBuilder.create({ language: 'en', title: 't' });
    for (let i = 0; i < 40; i++) builder.heading(`Heading ${i}`).paragraph(`Body ${i}`);
    const pages = popplerPages(writeTemporary('headings.pdf', await builder.build())).map((page) =>
      page
        .split('\n')
        .map(plain)
        .filter((line) => line && !line.startsWith('Page ')),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const lines of pages) expect(lines.at(-1)).not.toMatch(/^Heading/);
  });
});
