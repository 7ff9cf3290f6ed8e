import { open } from 'node:fs/promises';
import { PaperRejected } from './paper.types.js';

/** Readers look for %%EOF in the last kilobyte (ISO 32000-1 Annex H, note 18); some writers add a page of blanks after it. */
const TAIL = 4096;

/**
 * What can be told from the outside, before anything is parsed. The magic must be at byte 0: a file that is also
 * something else (a polyglot) starts with something else.
 *
 * @throws PaperRejected
 */
export async function checkFile(path: string, maxBytes: number): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) throw new PaperRejected('empty', 'no bytes');
    if (size > maxBytes) throw new PaperRejected('too_large', `${size} bytes`);
    const head = Buffer.alloc(8);
    await file.read(head, 0, 8, 0);
    if (!/^%PDF-\d\.\d/.test(head.toString('latin1'))) throw new PaperRejected('not_a_pdf');
    const tail = Buffer.alloc(Math.min(TAIL, size));
    await file.read(tail, 0, tail.length, size - tail.length);
    if (!tail.includes('%%EOF')) throw new PaperRejected('truncated');
  } finally {
    await file.close();
  }
}
