import { downloadPaper, openView } from '@app/contracts';
import { addressFor, call } from '../../wire';
import { createImagePageSource } from './image-page-source';
import { createPdfPageSource } from './pdf-page-source';
import type { ReaderPorts } from './reader.view-model';

/** The reader's surroundings in a browser. */
export function browserReaderPorts(): ReaderPorts {
  let context: CanvasRenderingContext2D | null = null;
  return {
    openView: (documentId, signal) => call(openView, { params: { documentId } }, { signal }),
    createSource: (view, events) =>
      view.delivery === 'images' ? createImagePageSource(view, events.onStall) : createPdfPageSource(view, events),
    // Shaping counts: an Arabic word is narrower than the sum of its letters. The font hardly does, only ratios are used.
    measure: (text) => {
      context ??= document.createElement('canvas').getContext('2d');
      return context?.measureText(text).width ?? text.length;
    },
    pixelRatio: () => globalThis.devicePixelRatio || 1,
    downloadAddress: (view) => addressFor(downloadPaper, { params: { viewId: view.id } }),
  };
}
