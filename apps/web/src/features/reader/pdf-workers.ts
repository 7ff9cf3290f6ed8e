import renderer from 'pdfjs-dist/build/pdf.renderer.min.mjs?url';
import worker from './pdf.worker?worker&url';

/** The addresses of pdf.js' workers: one parses, one draws. The page's Trusted Types policy lets these and no others start. */
export const PDF_WORKERS = { worker, renderer } as const;
