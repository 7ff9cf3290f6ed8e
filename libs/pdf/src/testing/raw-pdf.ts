/** A PDF written by hand, for what no library writes: object number n is the n-th string; number 1 is the catalog. */
export function rawPdf(objects: readonly string[]): Buffer {
  let out = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  const trailer = `trailer <</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
  return Buffer.from(`${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

/** A stream object; `entries` are those of its dictionary. */
export function rawStream(content: string, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
}

/** A page that an attacker has shaped. */
export interface RawPage {
  content?: string;
  /** Entries of the page's resources. */
  resources?: string;
  /** Further entries of the page; `MediaBox` is there unless `bare`. */
  entries?: string;
  bare?: boolean;
}

/** A file of such pages; objects 3 to 2 + extras.length are `extras`. */
export function rawPages(pages: readonly RawPage[], extras: readonly string[] = [], catalog = ''): Buffer {
  const first = 3 + extras.length;
  const kids = pages.map((_, i) => `${first + i * 2} 0 R`).join(' ');
  const body = pages.flatMap(({ content = '', resources = '', entries = '', bare = false }, i) => {
    const box = bare ? '' : '/MediaBox[0 0 400 400]';
    return [`<</Type/Page/Parent 2 0 R${box}/Contents ${first + i * 2 + 1} 0 R/Resources<<${resources}>>${entries}>>`, rawStream(content)];
  });
  return rawPdf([`<</Type/Catalog/Pages 2 0 R${catalog}>>`, `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`, ...extras, ...body]);
}
