import { readPaper, type View } from '@app/contracts';
import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';
import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api';
import { fetchBytes, toApiError } from '../../wire';
import type { OutlineEntry, PageSource } from './page-source';
import { PDF_WORKERS } from './pdf-workers';
import { persist } from './persist';
import { inReadingOrder } from './reading-order';
import type { PageText, TextRun } from './search';

/** The size of the server's encrypted chunks: a range never makes it decrypt more than it sends. */
const RANGE_CHUNK = 65_536;
/** Images of more pixels than a 600 dpi A3 page are left out of the page rather than filling the memory. */
const MAX_IMAGE_PIXELS = 7016 * 9933;

export interface PdfSourceEvents {
  readonly onStall: (stalled: boolean) => void;
  /** The server refused a range for good, e.g. because access ended while reading. */
  readonly onRefused: (thrown: unknown) => void;
}

/** A paper read as PDF, in ranges, by pdf.js in a worker. pdf.js itself is loaded with the first paper. */
export function createPdfPageSource(view: View, events: PdfSourceEvents): PageSource {
  const ended = new AbortController();
  const pages = new Map<number, Promise<PDFPageProxy>>();
  let opened: Promise<{ pdf: PDFDocumentProxy; task: PDFDocumentLoadingTask }> | null = null;

  const open = () => (opened ??= openPdf(view, ended.signal, events));
  const pageOf = async (number: number, signal: AbortSignal): Promise<PDFPageProxy> => {
    const { pdf } = await unlessAborted(open(), signal);
    let page = pages.get(number);
    if (!page) {
      page = pdf.getPage(number);
      pages.set(number, page);
      // A page that could not be read is asked for anew next time.
      page.catch(() => pages.delete(number));
    }
    return unlessAborted(page, signal);
  };
  const both = (signal: AbortSignal) => AbortSignal.any([signal, ended.signal]);

  return {
    hasText: true,
    async paint(number, canvas, jobSignal) {
      const signal = both(jobSignal);
      const page = await pageOf(number, signal);
      const { AnnotationMode } = await import('pdfjs-dist');
      // Scaled by our own geometry, which the page's box was laid out with: pdf.js would apply /UserUnit on top.
      const scale = canvas.width / page.getViewport({ scale: 1 }).width;
      await finish(
        page.render({
          canvas,
          viewport: page.getViewport({ scale }),
          annotationMode: AnnotationMode.ENABLE,
          // The browser pauses animation frames of a hidden tab, and the page would then never be drawn; 'display' is meant here.
          intent: 'display',
        }),
        signal,
      );
    },
    async text(number, signal) {
      const page = await pageOf(number, both(signal));
      return pageText(await unlessAborted(page.getTextContent(), both(signal)));
    },
    async layText(number, container, jobSignal) {
      const signal = both(jobSignal);
      const page = await pageOf(number, signal);
      const { TextLayer } = await import('pdfjs-dist');
      const content = await unlessAborted(page.getTextContent(), signal);
      const layer = new TextLayer({
        // In reading order: a screen reader and a copied quote follow the order of the elements.
        textContentSource: { ...content, items: inReadingOrder(content.items.filter(isText)) },
        container,
        viewport: page.getViewport({ scale: 1 }),
      });
      const stop = () => layer.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await layer.render();
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async outline(signal) {
      const { pdf } = await unlessAborted(open(), both(signal));
      const entries = await unlessAborted(pdf.getOutline(), both(signal));
      return Promise.all((entries ?? []).map((entry) => outlineEntry(pdf, entry)));
    },
    forget(number) {
      void pages.get(number)?.then(
        (page) => page.cleanup(),
        () => undefined,
      );
    },
    destroy() {
      if (ended.signal.aborted) return;
      ended.abort();
      pages.clear();
      void opened?.then(
        ({ task }) => task.destroy(),
        () => undefined,
      );
    },
  };
}

async function openPdf(view: View, signal: AbortSignal, events: PdfSourceEvents) {
  const [pdfjs, { BundledPdfAssets }] = await Promise.all([import('pdfjs-dist'), import('./pdf-assets')]);
  signal.throwIfAborted();
  pdfjs.GlobalWorkerOptions.workerSrc = PDF_WORKERS.worker;
  // Pages are drawn in a second worker: a heavy page then never holds up the pen.
  pdfjs.GlobalWorkerOptions.rendererSrc = PDF_WORKERS.renderer;

  // Our own transport, because pdf.js would begin with a request for the whole file to learn its size, which the view
  // already tells, and would give up at the first lost range.
  const transport = new pdfjs.PDFDataRangeTransport(view.size, null);
  transport.requestDataRange = (begin, end) => {
    const read = async () => {
      const headers = { Range: `bytes=${begin}-${end - 1}` };
      const response = await fetchBytes(readPaper, { params: { viewId: view.id } }, { signal, headers });
      return new Uint8Array(await response.arrayBuffer());
    };
    persist(read, signal, events.onStall).then(
      (bytes) => transport.onDataRange(begin, bytes),
      (thrown: unknown) => {
        if (!signal.aborted) events.onRefused(toApiError(thrown));
      },
    );
  };

  const task = pdfjs.getDocument({
    range: transport,
    rangeChunkSize: RANGE_CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    useWorkerFetch: false,
    BinaryDataFactory: BundledPdfAssets,
  });
  signal.addEventListener('abort', () => void task.destroy(), { once: true });
  return { pdf: await task.promise, task };
}

/** Waits for the drawing; cancels it in the worker when the signal aborts. */
async function finish(task: RenderTask, signal: AbortSignal): Promise<void> {
  const stop = () => task.cancel();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
}

/** pdf.js cannot take a question back; who no longer waits for the answer stops waiting. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const isText = (item: TextContent['items'][number]): item is TextItem => 'str' in item;

function pageText(content: TextContent): PageText {
  const runs: TextRun[] = [];
  for (const item of inReadingOrder(content.items.filter(isText))) {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform as number[];
    const direction = item.dir === 'rtl' || item.dir === 'ttb' ? item.dir : 'ltr';
    runs.push({ text: item.str, direction, transform: [a, b, c, d, e, f], width: item.width, height: item.height, endsLine: item.hasEOL });
  }
  return { runs };
}

type PdfOutline = NonNullable<Awaited<ReturnType<PDFDocumentProxy['getOutline']>>>[number];

async function outlineEntry(pdf: PDFDocumentProxy, entry: PdfOutline): Promise<OutlineEntry> {
  return {
    title: entry.title,
    page: await destinationPage(pdf, entry.dest),
    children: await Promise.all(entry.items.map((child: PdfOutline) => outlineEntry(pdf, child))),
  };
}

async function destinationPage(pdf: PDFDocumentProxy, dest: PdfOutline['dest']): Promise<number | null> {
  try {
    const explicit: unknown = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    if (!Array.isArray(explicit)) return null;
    const target: unknown = explicit[0];
    if (typeof target === 'number') return target + 1;
    return (await pdf.getPageIndex(target as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1;
  } catch {
    // A broken bookmark is common and no reason to lose the others.
    return null;
  }
}
