import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bigPack } from '../testing/big-pack.js';
import { temporaryFolder, writeTemporary } from '../testing/pdf-tools.js';
import { preparePaper } from './prepare-paper.js';

jest.setTimeout(180_000);

const PAGES = 300;
const IMAGE_BYTES = 64 * 1024 + 512;

/**
 * Counts what pdf.js asks for until it can draw a page. Runs in a process of its own: pdf.js is an ES module, which this
 * tier does not load.
 */
const READER = `
  import { open } from 'node:fs/promises';
  import { pathToFileURL } from 'node:url';
  const [library, path, ...pages] = process.argv.slice(1);
  const pdfjs = await import(pathToFileURL(library).href);
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const result = [];
  for (const number of pages.map(Number)) {
    let requests = 0, bytes = 0;
    const read = async (begin, end) => {
      requests++;
      bytes += end - begin;
      const chunk = new Uint8Array(end - begin);
      await file.read(chunk, 0, chunk.length, begin);
      return chunk;
    };
    const first = await read(0, 65536);
    const transport = new pdfjs.PDFDataRangeTransport(size, first, false);
    transport.requestDataRange = (begin, end) => void read(begin, end).then((chunk) => transport.onDataRange(begin, chunk));
    const task = pdfjs.getDocument({ range: transport, length: size, rangeChunkSize: 65536, disableAutoFetch: true, disableStream: true, verbosity: 0 });
    const page = await (await task.promise).getPage(number);
    await page.getOperatorList();
    result.push({ page: number, requests, kib: Math.round(bytes / 1024) });
    await task.destroy();
  }
  await file.close();
  process.stdout.write(JSON.stringify(result));
`;

it(`page 1 of ${PAGES} pages needs at most 8 requests and 400 KiB`, async () => {
  const source = writeTemporary('pack.pdf', await bigPack(PAGES, IMAGE_BYTES - (IMAGE_BYTES % 192)));
  const targetPath = join(temporaryFolder(), 'prepared.pdf');
  const began = performance.now();
  const paper = await preparePaper({ sourcePath: source, targetPath });
  const seconds = (performance.now() - began) / 1000;
  const library = resolve(__dirname, '../../../../node_modules/pdfjs-dist/legacy/build/pdf.mjs');
  const read = (path: string): { page: number; requests: number; kib: number }[] =>
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', READER, library, path, '1', '150'], { encoding: 'utf8' })) as {
      page: number;
      requests: number;
      kib: number;
    }[];
  const [first, middle] = read(targetPath);
  const [raw] = read(source);
  console.info(
    `prepared ${PAGES} pages, ${(statSync(source).size / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s; reading: ${JSON.stringify({ first, middle, raw })}`,
  );
  expect(paper.pages).toHaveLength(PAGES);
  expect(first?.requests).toBeLessThanOrEqual(8);
  expect(first?.kib).toBeLessThanOrEqual(400);
  expect(middle?.requests).toBeLessThanOrEqual(10);
  // The upload as it came is what this layout is measured against: if it were as good, the test would prove nothing.
  expect(raw?.requests).toBeGreaterThan((first?.requests ?? 0) * 5);
});
