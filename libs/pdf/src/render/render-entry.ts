import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encodePng } from './png.js';
import { RENDER_ERRORS } from './render-protocol.js';

/** Entry of the rendering child: a PDF on standard input, a PNG on standard output; the page and scale are parameters. */
async function main(): Promise<Buffer> {
  const [pageIndex, scale, maxPixels] = process.argv.slice(2).map(Number) as [number, number, number];
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const library = await PDFiumLibrary.init({
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length),
  });
  const document = await library.loadDocument(readFileSync(0));
  if (pageIndex >= document.getPageCount()) return fail('noSuchPage');
  const page = document.getPage(pageIndex);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  if (originalWidth * originalHeight * scale * scale > maxPixels) return fail('tooLarge');
  const image = await page.render({
    scale,
    // They would be painted over the stamp; a prepared paper has none.
    renderFormFields: false,
    render: ({ data, width, height }) => Promise.resolve(encodePng(data, width, height)),
  });
  return Buffer.from(image.data);
}

function fail(error: keyof typeof RENDER_ERRORS): never {
  process.exit(RENDER_ERRORS[error]);
}

console.log = console.info = console.warn = () => undefined;
const png = await main();
process.stdout.write(png, () => process.exit(0));
