import 'pdfjs-dist/build/pdf.worker.min.mjs';

/** What pdf.js 6 throws at nobody when a paper is left while it opens (`setupDoc`, `ensureNotTerminated`). */
const LEFT_WHILE_OPENING = 'Worker was terminated';

addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => {
  if (event.reason instanceof Error && event.reason.message === LEFT_WHILE_OPENING) event.preventDefault();
});
