import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib';
import { dictIn, entry, nameIn, resolve } from './lookups.js';

/**
 * Tells the structure tree that a page's marked content now lies in a form (ISO 32000-1 §14.7.4.2): a bare number means
 * content of the page itself, so each becomes a reference that names the form. Without it a screen reader would find
 * nothing in a tagged paper.
 *
 * @param formOf the form that holds the content of a page
 */
export function retargetStructure(document: PDFDocument, formOf: ReadonlyMap<PDFDict, PDFRef>): void {
  const { context, catalog } = document;
  const root = dictIn(catalog, 'StructTreeRoot');
  const seen = new Set<PDFObject>();
  const waiting: (PDFObject | undefined)[] = root ? [root] : [];
  while (waiting.length > 0) {
    const element = waiting.pop();
    if (!(element instanceof PDFDict) || seen.has(element)) continue;
    seen.add(element);
    const kids = entry(element, 'K');
    const list = kids instanceof PDFArray ? kids.asArray() : kids ? [element.get(PDFName.of('K')) ?? kids] : [];
    let changed = false;
    const retargeted = list.map((kid) => {
      const found = resolve(context, kid);
      if (found instanceof PDFNumber) {
        const reference = contentReference(element, found, formOf);
        changed ||= reference !== undefined;
        return reference ?? kid;
      }
      if (found instanceof PDFDict && nameIn(found, 'Type') === 'MCR') nameForm(found, element, formOf);
      else waiting.push(found);
      return kid;
    });
    if (changed) element.set(PDFName.of('K'), context.obj(retargeted));
  }
}

function contentReference(element: PDFDict, number: PDFNumber, formOf: ReadonlyMap<PDFDict, PDFRef>): PDFDict | undefined {
  const page = dictIn(element, 'Pg');
  const form = page && formOf.get(page);
  const pageRef = element.get(PDFName.of('Pg'));
  return form && pageRef ? element.context.obj({ Type: 'MCR', Pg: pageRef, Stm: form, MCID: number }) : undefined;
}

function nameForm(reference: PDFDict, element: PDFDict, formOf: ReadonlyMap<PDFDict, PDFRef>): void {
  const page = dictIn(reference, 'Pg') ?? dictIn(element, 'Pg');
  const form = page && formOf.get(page);
  if (form && !reference.has(PDFName.of('Stm'))) reference.set(PDFName.of('Stm'), form);
}
