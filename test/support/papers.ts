import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFOperator, PDFOperatorNames, StandardFonts } from 'pdf-lib';

/** A small real PDF with a line of text on each page. */
export async function makePaper(text: string, pages = 2): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) pdf.addPage([595, 842]).drawText(`${text} page ${page}`, { x: 72, y: 700, size: 18, font });
  return pdf.save();
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
