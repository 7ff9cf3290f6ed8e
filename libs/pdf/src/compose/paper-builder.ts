import { PDFDocument } from 'pdf-lib';
import type { BaseDirection } from '../text/bidi.js';
import { layoutLine, layoutParagraph, type TextLine } from '../text/arabic-text-layout.js';
import { typeface } from '../text/typeface.js';
import { writeOutline, type OutlineEntry } from './document-outline.js';
import { drawFigure, figureHeight, type Figure } from './figure.js';
import type { Alignment, Flow } from './flow.js';
import { DocumentFonts, PageCanvas } from './page-canvas.js';
import { A4, BODY_WIDTH, MARGIN, RULE, STYLES, TEAL, type TextStyle } from './paper-style.js';
import { drawTable, type Table } from './table.js';

/** The block at the head of the first page. All texts come worded, in the paper's language. */
export interface Cover {
  /** Name of the state. */
  state: string;
  body: string;
  meeting: string;
  /** Agenda item, such as «البند ١». */
  item: string;
  title: string;
  /** Date in both calendars. */
  date: string;
  /** Further line under the date, such as who submits the paper. */
  submittedBy?: string;
}

/**
 * Composes an A4 paper, top to bottom. Text is laid out in the paper's direction; what does not fit goes on to a new
 * page; headings never stay alone at the foot of one.
 */
export class PaperBuilder implements Flow {
  readonly direction: BaseDirection;
  readonly language: 'ar' | 'en';
  readonly #document: PDFDocument;
  readonly #fonts: DocumentFonts;
  readonly #pages: PageCanvas[] = [];
  readonly #outline: OutlineEntry[] = [];
  readonly #title: string;
  #y = 0;

  private constructor(document: PDFDocument, language: 'ar' | 'en', title: string) {
    this.#document = document;
    this.#fonts = new DocumentFonts(document);
    this.language = language;
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.#title = title;
    this.#newPage();
  }

  static async create(options: { language: 'ar' | 'en'; title: string; author?: string }): Promise<PaperBuilder> {
    const document = await PDFDocument.create({ updateMetadata: false });
    document.setTitle(options.title, { showInWindowTitleBar: true });
    document.setLanguage(options.language);
    document.setProducer('Majlis');
    if (options.author) document.setAuthor(options.author);
    return new PaperBuilder(document, options.language, options.title);
  }

  /** Points left on this page. */
  get room(): number {
    return this.#y - MARGIN.bottom;
  }

  cover(cover: Cover): this {
    this.#text(cover.state, STYLES.state);
    this.#text(cover.body, STYLES.state);
    this.#rule();
    this.#text(`${cover.meeting} — ${cover.item}`, { ...STYLES.body, colour: STYLES.caption.colour });
    this.space(10);
    this.#outline.push({ title: cover.title, level: 1, page: this.#page.page, y: this.#y });
    this.#text(cover.title, STYLES.title);
    this.space(8);
    this.#text(cover.date, { ...STYLES.body, colour: STYLES.caption.colour });
    if (cover.submittedBy) this.#text(cover.submittedBy, { ...STYLES.body, colour: STYLES.caption.colour });
    this.#rule();
    return this;
  }

  heading(text: string, level: 1 | 2 = 1): this {
    const style = level === 1 ? STYLES.heading : STYLES.subheading;
    // A heading takes two lines of what follows with it.
    this.need(style.leading * 2 + STYLES.body.leading * 2);
    this.space(level === 1 ? 14 : 8);
    this.#outline.push({ title: text, level: level === 1 ? 2 : 3, page: this.#page.page, y: this.#y });
    this.#text(text, style);
    this.space(2);
    return this;
  }

  paragraph(text: string): this {
    this.#text(text, STYLES.body);
    this.space(7);
    return this;
  }

  bullets(items: readonly string[]): this {
    const indent = 16;
    for (const item of items) {
      const lines = this.lay(item, STYLES.body, BODY_WIDTH - indent);
      lines.forEach((line, i) => {
        this.need(STYLES.body.leading);
        this.#y -= STYLES.body.leading;
        const bullet = this.lay('•', STYLES.body, indent)[0];
        if (i === 0 && bullet) this.draw(bullet, STYLES.body, 0, indent, 'start', this.#y);
        this.draw(line, STYLES.body, indent, BODY_WIDTH - indent, 'start', this.#y);
      });
      this.space(3);
    }
    this.space(6);
    return this;
  }

  table(table: Table): this {
    drawTable(this, table);
    this.space(12);
    return this;
  }

  figure(figure: Figure): this {
    this.need(figureHeight(figure));
    drawFigure(this, figure);
    this.space(12);
    return this;
  }

  pageBreak(): this {
    this.#newPage();
    return this;
  }

  space(height: number): void {
    this.#y -= height;
  }

  need(height: number): boolean {
    if (this.room >= height) return false;
    this.#newPage();
    return true;
  }

  get y(): number {
    return this.#y;
  }

  get canvas(): PageCanvas {
    return this.#page;
  }

  lay(text: string, style: TextStyle, width: number): TextLine[] {
    return layoutParagraph(text, width, {
      typeface: typeface(style.weight),
      size: style.size,
      direction: this.direction,
      language: this.language,
    });
  }

  left(from: number, width: number): number {
    return this.direction === 'rtl' ? A4.width - MARGIN.side - from - width : MARGIN.side + from;
  }

  draw(line: TextLine, style: TextStyle, from: number, width: number, align: Alignment, y: number): void {
    const free = width - line.width;
    const before = align === 'center' ? free / 2 : (align === 'end') === (this.direction === 'rtl') ? 0 : free;
    this.#page.line(line, this.left(from, width) + before, y, style);
  }

  async build(): Promise<Uint8Array> {
    this.#folios();
    for (const page of this.#pages) page.finish();
    this.#fonts.finish();
    writeOutline(this.#document, this.#outline);
    return this.#document.save();
  }

  get #page(): PageCanvas {
    const page = this.#pages.at(-1);
    if (!page) throw new Error('paper without pages');
    return page;
  }

  #newPage(): void {
    this.#pages.push(new PageCanvas(this.#document.addPage([A4.width, A4.height]), this.#fonts));
    this.#y = A4.height - MARGIN.top;
  }

  #text(text: string, style: TextStyle): void {
    const lines = this.lay(text, style, BODY_WIDTH);
    for (const [i, line] of lines.entries()) {
      // The last line never stands alone at the head of a page.
      this.need(style.leading * (i === lines.length - 2 ? 2 : 1));
      this.#y -= style.leading;
      this.draw(line, style, 0, BODY_WIDTH, 'start', this.#y);
    }
  }

  #rule(): void {
    this.space(8);
    this.#page.stroke(
      [
        [MARGIN.side, this.#y],
        [A4.width - MARGIN.side, this.#y],
      ],
      RULE,
      0.75,
    );
    this.#page.rectangle(this.left(0, 48), this.#y - 1, 48, 2, TEAL);
    this.space(8);
  }

  #folios(): void {
    const options = { typeface: typeface('regular'), size: STYLES.folio.size, direction: this.direction, language: this.language };
    this.#pages.forEach((canvas, i) => {
      const folio = this.language === 'ar' ? `صفحة ${i + 1} من ${this.#pages.length}` : `Page ${i + 1} of ${this.#pages.length}`;
      const y = MARGIN.bottom - 18;
      const number = layoutLine(folio, options);
      const ends = this.direction === 'rtl' ? MARGIN.side : A4.width - MARGIN.side - number.width;
      canvas.line(number, ends, y, STYLES.folio);
      const title = layoutParagraph(this.#title, BODY_WIDTH * 0.75, options)[0];
      if (title && i > 0)
        canvas.line(title, this.direction === 'rtl' ? A4.width - MARGIN.side - title.width : MARGIN.side, y, STYLES.folio);
    });
  }
}
