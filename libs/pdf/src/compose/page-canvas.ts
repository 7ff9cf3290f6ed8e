import { PDFName, type PDFDocument, type PDFPage } from 'pdf-lib';
import type { TextLine } from '../text/arabic-text-layout.js';
import { lineOperators } from '../text/draw-line.js';
import { addFontResource, EmbeddedFont } from '../text/embedded-font.js';
import { pdfNumber } from '../text/pdf-number.js';
import { typeface, type FontWeight } from '../text/typeface.js';

/** Red, green, blue, each 0 to 1. */
export type Colour = readonly [number, number, number];

/** The fonts of one document, made when first used. */
export class DocumentFonts {
  readonly #document: PDFDocument;
  readonly #fonts = new Map<FontWeight, EmbeddedFont>();

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  get(weight: FontWeight): EmbeddedFont {
    const font = this.#fonts.get(weight) ?? new EmbeddedFont(this.#document, typeface(weight), `F${weight}`);
    this.#fonts.set(weight, font);
    return font;
  }

  /** Puts all fonts into the page's resources. */
  addTo(page: PDFPage): void {
    page.node.normalizedEntries();
    const resources = page.node.Resources();
    if (resources) for (const font of this.#fonts.values()) addFontResource(resources, font);
  }

  finish(): void {
    for (const font of this.#fonts.values()) font.finish();
  }
}

/** One page being drawn; coordinates are points from the bottom left. */
export class PageCanvas {
  readonly page: PDFPage;
  readonly #fonts: DocumentFonts;
  readonly #operators: string[] = [];

  constructor(page: PDFPage, fonts: DocumentFonts) {
    this.page = page;
    this.#fonts = fonts;
  }

  /** @param y base line */
  line(line: TextLine, x: number, y: number, style: { size: number; weight: FontWeight; colour: Colour }): void {
    this.#operators.push(`q ${rgb(style.colour)} rg`, lineOperators(line, x, y, style.size, this.#fonts.get(style.weight)), 'Q');
  }

  rectangle(x: number, y: number, width: number, height: number, fill: Colour): void {
    this.#operators.push(`q ${rgb(fill)} rg ${numbers(x, y, width, height)} re f Q`);
  }

  /** An open line through the given points. */
  stroke(points: readonly (readonly [number, number])[], colour: Colour, width: number): void {
    const path = points.map(([x, y], i) => `${numbers(x, y)} ${i === 0 ? 'm' : 'l'}`).join(' ');
    this.#operators.push(`q ${rgb(colour)} RG ${pdfNumber(width)} w 1 j ${path} S Q`);
  }

  finish(): void {
    const { context } = this.page.doc;
    this.#fonts.addTo(this.page);
    this.page.node.set(PDFName.of('Contents'), context.register(context.flateStream(this.#operators.join('\n'))));
  }
}

function rgb(colour: Colour): string {
  return numbers(...colour);
}

function numbers(...values: number[]): string {
  return values.map((value) => pdfNumber(value)).join(' ');
}
