// Everything pdf.js may want beside its workers, as addresses in our own bundle. Only addresses are bundled;
// a file is fetched when a paper needs it. pdf.js asks by folder kind and file name.
const cMaps = import.meta.glob<string>('../../../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url',
  import: 'default',
  eager: true,
});
const fonts = import.meta.glob<string>('../../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url',
  import: 'default',
  eager: true,
});
const decoders = import.meta.glob<string>('../../../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm', {
  query: '?url',
  import: 'default',
  eager: true,
});

const addresses = new Map(
  Object.entries({ ...cMaps, ...fonts, ...decoders }).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
);

/** pdf.js makes one of these and asks it for each file; the folders it knows (`cMapUrl` …) play no part. */
export class BundledPdfAssets {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const address = addresses.get(filename);
    if (!address) throw new Error(`not bundled: ${filename}`);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${filename}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
