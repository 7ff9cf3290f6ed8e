import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

/** Independent programs the specs judge by: poppler and qpdf. */

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'majlis-pdf-'));
}

export function writeTemporary(name: string, bytes: Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

/** What qpdf has against a file; empty for a clean one. Warnings about the uploader's own syntax do not count. */
export function qpdfErrors(path: string): string {
  const { status, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
  return status === 0 || status === 3 ? '' : stderr;
}

export function pageCount(path: string): number {
  return Number(spawnSync('qpdf', ['--show-npages', path], { encoding: 'utf8' }).stdout.trim());
}

/** Everything in a file as text, streams and object streams unpacked. */
export function unpacked(path: string): string {
  return execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1', maxBuffer: 1 << 28 });
}

/** Text of each page as poppler reads it. */
export function popplerPages(path: string): string[] {
  return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
}

/**
 * The only liberties taken with extracted text: invisible direction controls (poppler adds its own, we add marks) are
 * dropped, and runs of white space are one space.
 */
export function plain(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A page as poppler paints it: red, green and blue of every pixel, rows from the top. */
export function popplerPixels(path: string, page: number, dpi: number): { width: number; height: number; rgb: Buffer } {
  const ppm = execFileSync('pdftoppm', ['-r', String(dpi), '-f', String(page), '-l', String(page), '-cropbox', path], {
    maxBuffer: 1 << 28,
  });
  const header = /^P6\s(\d+)\s(\d+)\s255\s/.exec(ppm.subarray(0, 32).toString('latin1'));
  if (!header) throw new Error('not a PPM');
  return { width: Number(header[1]), height: Number(header[2]), rgb: ppm.subarray(header[0].length) };
}

/** Share of pixels that are not nearly white, in a part of the picture given in shares of its size from the top left. */
export function inkShare(image: { width: number; height: number; rgb: Buffer }, part = { left: 0, top: 0, right: 1, bottom: 1 }): number {
  let ink = 0;
  let all = 0;
  for (let y = Math.floor(part.top * image.height); y < part.bottom * image.height; y++) {
    for (let x = Math.floor(part.left * image.width); x < part.right * image.width; x++) {
      all++;
      if ((image.rgb[(y * image.width + x) * 3 + 1] ?? 255) < 245) ink++;
    }
  }
  return ink / all;
}

/** Reads back what `encodePng` writes: one IDAT, filter 1. */
export function decodePng(png: Buffer, width: number, height: number): Buffer {
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < width * 3; i++) {
      const left = i >= 3 ? (rgb[y * width * 3 + i - 3] ?? 0) : 0;
      rgb[y * width * 3 + i] = (rows[y * (width * 3 + 1) + 1 + i] ?? 0) + left;
    }
  }
  return rgb;
}

/** Share of samples in which two pictures of one size can be told apart by eye. */
export function differingShare(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 1;
  let count = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 24) count++;
  return count / a.length;
}
