import { PDFDict, PDFName, PDFString, type PDFDocument, type PDFRef } from 'pdf-lib';
import { MERGED_EM, mergeFonts, type GlyphSource } from './merged-font.js';
import type { Typeface } from './typeface.js';

/** More characters than this in one CMap section is not portable (Adobe Technical Note 5014 §2: 100 a section). */
const SECTION = 100;
/** Ems. Poppler takes a gap of 0.1 em for a space. */
const VISIBLE_KERN = 0.04;

interface FontEntry {
  source: GlyphSource;
  text: string;
  /** Thousandths of an em. */
  width: number;
}

/**
 * A typeface embedded in one document as a composite font (ISO 32000-1 §9.7): Identity-H, CIDFontType2.
 *
 * A code stands for a *pair* (glyph, text), not for a glyph: shaped Arabic uses one glyph for different letters, and
 * one glyph for several. /CIDToGIDMap turns codes into glyphs, /ToUnicode turns them into the logical text; so what is
 * copied, searched or read aloud is what was written.
 */
export class EmbeddedFont {
  readonly resourceName: string;
  readonly ref: PDFRef;
  readonly #document: PDFDocument;
  readonly #typeface: Typeface;
  readonly #codes = new Map<string, number>();
  readonly #entries: FontEntry[] = [];

  constructor(document: PDFDocument, typeface: Typeface, resourceName: string) {
    this.#document = document;
    this.#typeface = typeface;
    this.resourceName = resourceName;
    this.ref = document.context.nextRef();
  }

  /**
   * The two-byte code that draws this glyph and means this text, as four hex digits.
   *
   * @param advance width the shaper gave it, font units of its face; written as its width where kerning moved it so far
   * that an extractor would see a space
   */
  codeOf(source: Exclude<GlyphSource, 'blank'>, text: string, advance: number): string {
    const { file } = source.face;
    const own = file.advance(source.glyphId);
    const far = Math.abs(advance - own) > file.unitsPerEm * VISIBLE_KERN;
    return this.#code({ source, text, width: Math.round(((far ? advance : own) * MERGED_EM) / file.unitsPerEm) });
  }

  /** A code that means this text and draws nothing; `advance` in thousandths of an em. */
  blankCode(text: string, advance: number): string {
    return this.#code({ source: 'blank', text, width: Math.round(advance) });
  }

  /** Writes the font objects; call once, after the last page is drawn. */
  finish(): void {
    const { context } = this.#document;
    const [first] = this.#typeface.faces;
    if (!first) throw new Error('typeface without faces');
    const scale = MERGED_EM / first.file.unitsPerEm;
    const metrics = { ascent: Math.round(first.file.ascent * scale), descent: Math.round(first.file.descent * scale) };
    const { sources, glyphOf } = distinctSources(this.#entries);
    const program = mergeFonts(sources, metrics);
    const name = `${subsetTag(this.#entries)}+${this.#typeface.name}`;
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: name,
        Flags: 4,
        FontBBox: [-1000, -1000, 3000, 2000],
        ItalicAngle: 0,
        Ascent: metrics.ascent,
        Descent: metrics.descent,
        CapHeight: Math.round(metrics.ascent * 0.7),
        StemV: first.bold ? 140 : 80,
        FontFile2: context.register(context.flateStream(program, { Length1: program.length })),
      }),
    );
    const glyphs = Buffer.alloc((this.#entries.length + 1) * 2);
    this.#entries.forEach((entry, i) => glyphs.writeUInt16BE(glyphOf(entry), (i + 1) * 2));
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: name,
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: 0,
        W: [1, this.#entries.map((entry) => entry.width)],
        CIDToGIDMap: context.register(context.flateStream(glyphs)),
      }),
    );
    context.assign(
      this.ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: name,
        Encoding: 'Identity-H',
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(toUnicode(this.#entries))),
      }),
    );
  }

  #code(entry: FontEntry): string {
    const key = `${sourceKey(entry.source)}:${entry.width}:${entry.text}`;
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = this.#entries.push(entry);
      if (code > 0xffff) throw new RangeError('more than 65 535 distinct clusters in one font');
      this.#codes.set(key, code);
    }
    return hex(code);
  }
}

/** Adds a font to a page's resources under its name. */
export function addFontResource(resources: PDFDict, font: EmbeddedFont): void {
  const fonts = resources.lookupMaybe(PDFName.of('Font'), PDFDict) ?? resources.context.obj({});
  fonts.set(PDFName.of(font.resourceName), font.ref);
  resources.set(PDFName.of('Font'), fonts);
}

function sourceKey(source: GlyphSource): string {
  return source === 'blank' ? source : `${source.face.name}:${source.glyphId}`;
}

function distinctSources(entries: readonly FontEntry[]): { sources: GlyphSource[]; glyphOf: (entry: FontEntry) => number } {
  const byKey = new Map<string, number>();
  const sources: GlyphSource[] = [];
  for (const entry of entries) if (!byKey.has(sourceKey(entry.source))) byKey.set(sourceKey(entry.source), sources.push(entry.source));
  return { sources, glyphOf: (entry) => byKey.get(sourceKey(entry.source)) ?? 0 };
}

/** ISO 32000-1 §9.10.3; code 0 is not used. */
function toUnicode(entries: readonly FontEntry[]): string {
  const mapped = entries.map((entry, i) => `<${hex(i + 1)}> <${utf16Hex(entry.text)}>`);
  const sections: string[] = [];
  for (let i = 0; i < mapped.length; i += SECTION) {
    const part = mapped.slice(i, i + SECTION);
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}

function utf16Hex(text: string): string {
  return Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join('');
}

/** Six capitals that differ between subsets (ISO 32000-1 §9.6.4); a function of the content, so output is reproducible. */
function subsetTag(entries: readonly FontEntry[]): string {
  let state = 7;
  for (const { source, text } of entries)
    state = (state * 31 + (source === 'blank' ? 0 : source.glyphId) * 17 + (text.codePointAt(0) ?? 0)) % 308_915_776;
  let letters = '';
  for (let i = 0; i < 6; i++, state = Math.floor(state / 26)) letters += String.fromCharCode(65 + (state % 26));
  return letters;
}
