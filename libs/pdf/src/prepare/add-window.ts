import { PDFName, type PDFDict, type PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib';
import { stampPlacement, windowForm } from '../stamp/stamp-placement.js';
import { pdfNumber } from '../text/pdf-number.js';
import type { PageAnnotations, Painted } from './annotations.js';
import { contentForms } from './content-form.js';
import { entry, keepOnly } from './lookups.js';
import { pageGeometry } from './page-geometry.js';
import type { FlatPage } from './page-tree.js';
import type { PageGeometry } from './paper.types.js';
import { retargetStructure } from './structure-tree.js';

/** What the uploaded content of a page is called among our resources. */
const CONTENT = 'Paper';

/** What the window of one file is called. */
export interface WindowPlan {
  /** Unique first bytes of the window; found again in the finished file. */
  marker: string;
  /** Bytes. */
  length: number;
  /** Name of the form in every page's resources. */
  formName: string;
}

/**
 * Makes every page draw one shared form whose content is a blank, uncompressed window of fixed length. Whoever serves
 * the file later writes the reader's stamp over the window and changes nothing else. The stamp is marked as an artifact:
 * a screen reader does not read it on every page (ISO 32000-1 §14.8.2.2).
 *
 * A page is written anew: it draws the upload's content and annotations, each as a form, then the stamp, and has no
 * entry that is not ours. The stamp is last, in a state nobody has touched.
 */
export function addWindow(
  document: PDFDocument,
  pages: readonly FlatPage[],
  annotations: readonly PageAnnotations[],
  plan: WindowPlan,
  maxBytes: number,
): PageGeometry[] {
  const { context } = document;
  const shared = new Map<string, PDFRef>();
  const once = (key: string, make: () => PDFObject): PDFRef => {
    const made = shared.get(key) ?? context.register(make());
    shared.set(key, made);
    return made;
  };
  const contentOf = contentForms(document, maxBytes);
  const planned = pages.map((page) => {
    const geometry = pageGeometry(page.dict);
    return { page, geometry, structure: entry(page.dict, 'StructParents'), ...contentOf(page, geometry) };
  });
  // Only now: what pages share with each other has been read.
  const window = context.register(windowForm(context, plan));
  planned.forEach(({ page, geometry, structure, form, group }, i) => {
    const { painted, links } = annotations[i] ?? { painted: [], links: [] };
    const placement = once(JSON.stringify(geometry), () => stampPlacement(context, geometry, window));
    const forms = new Map<string, PDFRef>([...(form ? [[CONTENT, form] as const] : []), [plan.formName, placement]]);
    painted.forEach((item, number) => forms.set(annotationName(number), item.form));
    const operators = [
      ...(form ? [`q /${CONTENT} Do Q`] : []),
      ...painted.map(paintOperators),
      `/Artifact BMC q /${plan.formName} Do Q EMC\n`,
    ].join('\n');
    const multiply = painted.some((item) => item.multiply);
    const resources = JSON.stringify([...forms].map(([name, ref]) => [name, ref.tag]).concat([[String(multiply)]]));
    const { crop, rotation, userUnit } = geometry;
    const box = [crop.x, crop.y, crop.x + crop.width, crop.y + crop.height];
    keepOnly(page.dict, new Set());
    const entries: [string, PDFObject | undefined][] = [
      ['Type', PDFName.of('Page')],
      // One box, so that no reader shows more of the page than the stamp covers.
      ['MediaBox', context.obj(box)],
      ['CropBox', context.obj(box)],
      ['Rotate', rotation === 0 ? undefined : context.obj(rotation)],
      ['UserUnit', userUnit === 1 ? undefined : context.obj(userUnit)],
      ['Group', group],
      ['StructParents', structure],
      ['Resources', once(resources, () => pageResources(document, forms, multiply))],
      ['Contents', once(operators, () => context.stream(operators))],
      ['Annots', links.length > 0 ? context.obj(links) : undefined],
    ];
    for (const [key, value] of entries) if (value) page.dict.set(PDFName.of(key), value);
  });
  retargetStructure(document, new Map(planned.flatMap(({ page, form }) => (form ? [[page.dict, form]] : []))));
  return planned.map(({ geometry }) => geometry);
}

function pageResources({ context }: PDFDocument, forms: ReadonlyMap<string, PDFRef>, multiply: boolean): PDFDict {
  const objects = Object.fromEntries(forms);
  const states = multiply ? { ExtGState: { Multiply: { Type: 'ExtGState', BM: 'Multiply' } } } : {};
  return context.obj({ XObject: objects, ...states });
}

function paintOperators({ matrix, multiply }: Painted, number: number): string {
  const place = matrix.map((value) => pdfNumber(value, 6)).join(' ');
  return `q ${multiply ? '/Multiply gs ' : ''}${place} cm /${annotationName(number)} Do Q`;
}

function annotationName(number: number): string {
  return `Note${number}`;
}
