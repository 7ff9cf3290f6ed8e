import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What we use of pdf.js's text items. */
interface TextItem {
  str: string;
  hasEOL: boolean;
}

const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of every page in reading order, by pdf.js (the reader's own engine, so that what is found here is found there).
 * A page that cannot be read has no text; the paper is still a paper.
 *
 * @param maxPageText characters kept per page
 */
export async function extractTexts(bytes: Uint8Array, pageCount: number, maxPageText: number): Promise<string[]> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const texts: string[] = [];
  const task = pdfjs.getDocument({
    data: bytes,
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
  });
  try {
    const document = await task.promise;
    for (let number = 1; number <= pageCount; number++) texts.push(await pageText(document, number, maxPageText));
  } catch {
    // What was read so far stands; the rest has no text.
  } finally {
    await task.destroy();
  }
  return Array.from({ length: pageCount }, (_, i) => texts[i] ?? '');
}

async function pageText(
  document: { getPage(number: number): Promise<{ getTextContent(): Promise<{ items: unknown[] }>; cleanup(): unknown }> },
  number: number,
  maximum: number,
): Promise<string> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const parts = items.filter(isTextItem).map((item) => item.str + (item.hasEOL ? '\n' : ''));
    return parts.join('').replace(DIRECTION_MARKS, '').replace(/\0/g, '').slice(0, maximum).trim();
  } catch {
    return '';
  }
}

function isTextItem(item: unknown): item is TextItem {
  return typeof item === 'object' && item !== null && 'str' in item && typeof item.str === 'string';
}
