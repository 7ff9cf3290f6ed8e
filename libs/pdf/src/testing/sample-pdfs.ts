import { degrees, PDFDocument, PDFHexString, PDFName, StandardFonts, type PDFPage } from 'pdf-lib';

/** Small files the specs upload. Plain Helvetica, so that nothing here depends on our own text layout. */

export async function plainPdf(
  pageCount: number,
  shape: (page: PDFPage, index: number) => void = () => undefined,
): Promise<{ document: PDFDocument; bytes: () => Promise<Uint8Array> }> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let i = 0; i < pageCount; i++) {
    const page = document.addPage([595, 842]);
    page.drawText(`Page number ${i + 1}`, { x: 80, y: 420, size: 24, font });
    shape(page, i);
  }
  return { document, bytes: () => document.save({ useObjectStreams: false }) };
}

/** One page of every rotation, cropped, then one with a user unit. */
export async function rotatedPdf(): Promise<Uint8Array> {
  const { bytes } = await plainPdf(5, (page, i) => {
    if (i < 4) {
      page.setCropBox(50, 80, 450, 700);
      page.setRotation(degrees(i * 90));
    } else page.node.set(PDFName.of('UserUnit'), page.doc.context.obj(2));
  });
  return bytes();
}

/** A file with something in every place where a PDF can act. */
export async function hostilePdf(): Promise<Uint8Array> {
  const { document, bytes } = await plainPdf(2);
  const { context, catalog } = document;
  const script = { S: 'JavaScript', JS: PDFHexString.fromText('app.alert(1)') };
  const page = document.getPage(0);
  catalog.set(PDFName.of('OpenAction'), context.obj(script));
  catalog.set(PDFName.of('AA'), context.obj({ WC: script }));
  const scripts = context.register(context.obj({ Names: [PDFHexString.fromText('a'), script] }));
  const file = context.register(context.obj({ Type: 'Filespec', EF: { F: context.register(context.stream('MZ-evil-payload')) } }));
  catalog.set(PDFName.of('Names'), context.obj({ JavaScript: scripts, EmbeddedFiles: { Names: [PDFHexString.fromText('x.exe'), file] } }));
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], XFA: context.register(context.stream('<xdp/>')) }));
  page.node.set(PDFName.of('AA'), context.obj({ O: script }));
  const link = (action: Record<string, unknown>) => ({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 50, 50], A: action });
  const target = { F: PDFHexString.fromText('c:/windows/evil.exe') };
  const annotations = [
    link({ S: 'Launch', ...target }),
    link({ S: 'SubmitForm', ...target }),
    link({ S: 'ImportData', ...target }),
    link({ S: 'GoToR', ...target }),
    link({ S: 'URI', URI: PDFHexString.fromText('https://evil.example/') }),
    link({ S: 'GoTo', D: [page.ref, 'Fit'], Next: [script] }),
    { Type: 'Annot', Subtype: 'RichMedia', Rect: [0, 0, 9, 9] },
    { Type: 'Annot', Subtype: 'FileAttachment', Rect: [0, 0, 9, 9], FS: file },
  ];
  page.node.set(PDFName.of('Annots'), context.obj(annotations as never));
  return bytes();
}
