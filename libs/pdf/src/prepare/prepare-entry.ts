import { readFileSync, writeFileSync } from 'node:fs';
import { extractTexts } from './extract-text.js';
import { PaperRejected } from './paper.types.js';
import type { PrepareReply, PrepareRequest } from './prepare-protocol.js';
import { transformPaper } from './transform-paper.js';

/** Entry of the preparation child: one request in, one reply out, nothing else is ever printed. */
async function main(): Promise<PrepareReply> {
  const request = JSON.parse(readFileSync(0, 'utf8')) as PrepareRequest;
  try {
    const source = readFileSync(request.sourcePath);
    const { bytes, pages, removed, signed } = await transformPaper(source, request.plan, request.limits, request.repaired);
    writeFileSync(request.targetPath, bytes, { flag: 'wx' });
    // Of the copy, where the words of filled forms have become part of the page.
    const texts = await extractTexts(bytes, pages.length, request.limits.maxPageText);
    return { ok: true, pages, texts, removed, signed };
  } catch (error) {
    if (error instanceof PaperRejected) return { ok: false, code: error.code, detail: error.detail };
    if (error instanceof RangeError) return { ok: false, code: 'too_complex', detail: error.message.slice(0, 200) };
    return { ok: false, code: 'unreadable', detail: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown' };
  }
}

// Libraries may print; the answer must be all there is.
console.log = console.info = console.warn = () => undefined;
const reply = JSON.stringify(await main());
process.stdout.write(reply, () => process.exit(0));
