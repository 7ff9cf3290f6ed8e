import { decodePng, inkShare, popplerPixels, writeTemporary } from '../testing/pdf-tools.js';
import { plainPdf } from '../testing/sample-pdfs.js';
import { Gate } from './gate.js';
import { encodePng } from './png.js';
import { renderPage } from './render-page.js';

describe('rendering a page', () => {
  it('paints what another renderer paints', async () => {
    const { bytes } = await plainPdf(3);
    const source = await bytes();
    const page = await renderPage(source, 1, 1);
    expect([page.width, page.height]).toEqual([595, 842]);
    const ours = { width: page.width, height: page.height, rgb: decodePng(page.png, page.width, page.height) };
    const theirs = popplerPixels(writeTemporary('p.pdf', source), 2, 72);
    const band = { left: 0.1, right: 0.5, top: 0.46, bottom: 0.52 };
    expect(inkShare(ours, band)).toBeGreaterThan(0.03);
    expect(Math.abs(inkShare(ours, band) - inkShare(theirs, band))).toBeLessThan(0.02);
    expect(inkShare(ours, { left: 0, right: 1, top: 0.6, bottom: 1 })).toBe(0);
  });

  it('says when there is no such page, and when the picture would be too large', async () => {
    const source = await (await plainPdf(1)).bytes();
    await expect(renderPage(source, 1, 1)).rejects.toMatchObject({ code: 'noSuchPage' });
    await expect(renderPage(source, -1, 1)).rejects.toMatchObject({ code: 'noSuchPage' });
    await expect(renderPage(source, 0, 50)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  it('fails on rubbish without taking the server with it', async () => {
    await expect(renderPage(Buffer.from('%PDF-1.7 rubbish'), 0, 1)).rejects.toMatchObject({ code: 'failed' });
  });
});

describe('the gate', () => {
  it('lets in two at a time, in order', async () => {
    const gate = new Gate(2);
    const log: string[] = [];
    let inside = 0;
    let most = 0;
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        gate.run(async () => {
          log.push(name);
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside--;
        }),
      ),
    );
    expect([log.join(''), most]).toEqual(['abcde', 2]);
  });
});

describe('PNG', () => {
  it('gives back the pixels', () => {
    const pixels = Buffer.from(Array.from({ length: 7 * 5 * 4 }, (_, i) => (i * 37) % 256));
    const rgb = Buffer.from([...pixels].filter((_, i) => i % 4 !== 3));
    expect(decodePng(encodePng(pixels, 7, 5), 7, 5).equals(rgb)).toBe(true);
  });
});
