import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFNumber, PDFOperator, PDFOperatorNames, StandardFonts } from 'pdf-lib';

/** A small real PDF with a line of text on each page, and perhaps another one below it. */
export async function makePaper(text: string, pages = 2, below?: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) {
    const sheet = pdf.addPage([595, 842]);
    sheet.drawText(`${text} page ${page}`, { x: 72, y: 700, size: 18, font });
    if (below) sheet.drawText(below, { x: 72, y: 660, size: 18, font });
  }
  return pdf.save();
}

/** A paper with one page as a scanner makes it: a JBIG2 image, black in its left half, 400 points wide and high. */
export async function withScan(paper: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(paper);
  const page = pdf.addPage([595, 842]);
  const image = { Type: 'XObject', Subtype: 'Image', Width: 64, Height: 64, ColorSpace: 'DeviceGray', BitsPerComponent: 1 };
  const scan = pdf.context.register(pdf.context.stream(halfBlackJbig2(), { ...image, Filter: 'JBIG2Decode' }));
  page.node.setXObject(PDFName.of('Scan'), scan);
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.PushGraphicsState),
    PDFOperator.of(
      PDFOperatorNames.ConcatTransformationMatrix,
      [400, 0, 0, 400, 97, 221].map((number) => PDFNumber.of(number)),
    ),
    PDFOperator.of(PDFOperatorNames.DrawObject, [PDFName.of('Scan')]),
    PDFOperator.of(PDFOperatorNames.PopGraphicsState),
  );
  return pdf.save();
}

/** 64 by 64 pixels as one generic region coded by MMR (ITU-T T.88, 7.4.6 and 7.4.8; the codes of T.6). */
function halfBlackJbig2(): Uint8Array {
  const number = (value: number) => [value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 0xff);
  const segment = (at: number, type: number, data: readonly number[]) => [...number(at), type, 0, 1, ...number(data.length), ...data];
  // The first row: horizontal mode, no white, 32 black, white to the end; every other one is as the one above it.
  const bits = `001${'00110101'}${'000001101010'}1${'111'.repeat(63)}${'000000000001'.repeat(2)}`;
  const rows = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const page = [...number(64), ...number(64), ...number(0), ...number(0), 0, 0, 0];
  const region = [...number(64), ...number(64), ...number(0), ...number(0), 0, 1, ...rows];
  return Uint8Array.from([...segment(0, 48, page), ...segment(1, 38, region)]);
}

/** A paper of about 24 MB: one page that draws an image of noise, which no compression shrinks. */
export async function makeLargePaper(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const image = { Type: 'XObject', Subtype: 'Image', Width: 4000, Height: 2000, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 };
  const noise = pdf.context.register(pdf.context.stream(randomBytes(4000 * 2000 * 3), image));
  page.node.setXObject(PDFName.of('Noise'), noise);
  page.pushOperators(PDFOperator.of(PDFOperatorNames.DrawObject, [PDFName.of('Noise')]));
  return pdf.save();
}

/** The same paper, closed with a password. */
export async function makeEncryptedPaper(): Promise<Uint8Array> {
  return withFolder((folder) =>
    makePaper('closed').then((bytes) => {
      writeFileSync(join(folder, 'in.pdf'), bytes);
      const done = spawnSync('qpdf', ['--encrypt', 'user', 'owner', '256', '--', 'in.pdf', 'out.pdf'], { cwd: folder });
      if (done.status !== 0) throw new Error(done.stderr.toString());
      return readFileSync(join(folder, 'out.pdf'));
    }),
  );
}

/** All text of a PDF as poppler reads it, page breaks as form feeds. */
export function textOf(pdf: Buffer): Promise<string> {
  return withFolder(async (folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    const done = spawnSync('pdftotext', ['-layout', 'a.pdf', '-'], { cwd: folder });
    if (done.status !== 0) throw new Error(done.stderr.toString());
    return done.stdout.toString('utf8');
  });
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'majlis-paper-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
