import { execFileSync } from 'node:child_process';
import { pageCount, plain, popplerPages, qpdfErrors, writeTemporary } from '../testing/pdf-tools.js';
import { demoPapers } from './demo-papers.js';

describe('the demo papers', () => {
  const papers = demoPapers();

  it('cover every item of both meetings in Arabic, and some in English', () => {
    expect(new Set(papers.map((paper) => paper.key)).size).toBe(papers.length);
    const items = (meeting: 'A' | 'B'): number[] => [
      ...new Set(papers.filter((paper) => paper.meeting === meeting && paper.language === 'ar').map((paper) => paper.item)),
    ];
    expect(items('A')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(items('B')).toEqual([1, 2, 3, 4, 5]);
    expect(papers.filter((paper) => paper.language === 'en').length).toBeGreaterThanOrEqual(1);
    for (const paper of papers) expect(paper.fileName).toMatch(/[\u0621-\u064a].*\.pdf$/);
  });

  it.each(papers.map((paper) => [paper.key, paper] as const))(
    '%s is a clean PDF of 3 to 6 pages with embedded fonts, a title and bookmarks',
    async (_, paper) => {
      const path = writeTemporary('demo.pdf', await paper.build());
      expect(qpdfErrors(path)).toBe('');
      expect(pageCount(path)).toBeGreaterThanOrEqual(3);
      expect(pageCount(path)).toBeLessThanOrEqual(6);
      const pages = popplerPages(path).map(plain);
      expect(pages[0]).toContain(paper.language === 'ar' ? 'البند' : 'Item');
      expect(pages.at(-1)).toContain(
        paper.language === 'ar' ? `صفحة ${pages.length} من ${pages.length}` : `Page ${pages.length} of ${pages.length}`,
      );
      const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/CID TrueType +Identity-H +yes yes yes/);
      const inside = execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1' });
      expect(inside).toContain(`/Lang (${paper.language})`);
      expect(inside.match(/\/Dest/g)?.length ?? 0).toBeGreaterThanOrEqual(5);
      expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toContain(paper.title.slice(0, 20));
    },
  );

  it('keeps the figures of the scenario', async () => {
    const text = async (key: string): Promise<string> =>
      plain(
        popplerPages(writeTemporary('d.pdf', (await papers.find((paper) => paper.key === key)?.build()) ?? new Uint8Array())).join(' '),
      );
    const statistics = await text('A2-statistics');
    for (const figure of ['أكثر من 40 نظاماً وخدمة', 'أكثر من 1.3 مليون عملية', '120 مليون دينار بحريني (BHD)', 'أكثر من 6 ملايين زيارة'])
      expect(statistics).toContain(figure);
    expect(await text('A3-governance')).toContain('بأكثر من 10% خلال الفترة 2016–2018');
  });

  it('is reproducible: the same paper twice is the same bytes', async () => {
    const [first] = papers;
    if (!first) throw new Error('no papers');
    expect(Buffer.from(await first.build()).equals(Buffer.from(await first.build()))).toBe(true);
  });
});
