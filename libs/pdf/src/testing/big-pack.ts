import { randomFillSync } from 'node:crypto';
import { degrees, PDFDocument, PDFName, StandardFonts } from 'pdf-lib';

/**
 * A pack like those of a real meeting: every page has text and its own incompressible picture (a scan), so that the file
 * is large and nothing can be shared. Some pages are landscape, some are turned.
 *
 * @param imageBytes bytes of picture a page, a multiple of 192
 */
export async function bigPack(pageCount: number, imageBytes: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let i = 0; i < pageCount; i++) {
    const page = document.addPage(i % 10 === 9 ? [842, 595] : [595, 842]);
    if (i % 12 === 11) page.setRotation(degrees(90));
    for (let line = 0; line < 30; line++)
      page.drawText(`Page ${i + 1}, line ${line + 1}: the quick brown fox jumps over the lazy dog`, {
        x: 60,
        y: 780 - line * 12,
        size: 9,
        font,
      });
    const pixels = randomFillSync(Buffer.alloc(imageBytes));
    const image = context.register(
      context.stream(pixels, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 64,
        Height: imageBytes / 192,
        BitsPerComponent: 8,
        ColorSpace: 'DeviceRGB',
      }),
    );
    page.node.setXObject(PDFName.of('Scan'), image);
    const draw = context.register(context.stream('q 300 0 0 300 60 60 cm /Scan Do Q'));
    page.node.addContentStream(draw);
  }
  return document.save({ useObjectStreams: false });
}
