/** Why a file cannot become a paper. Closed: the client has a sentence and a cure for each. */
export type PaperRejection =
  'not_a_pdf' | 'truncated' | 'encrypted' | 'empty' | 'too_large' | 'too_many_pages' | 'too_complex' | 'unreadable';

/** Thrown by {@link preparePaper}; `code` is for the client, `detail` for the log (never text of the paper). */
export class PaperRejected extends Error {
  readonly code: PaperRejection;
  readonly detail: string;

  constructor(code: PaperRejection, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'PaperRejected';
    this.code = code;
    this.detail = detail;
  }
}

/** What one preparation may cost. Past any of these the file is refused, not the server slowed. */
export interface PrepareLimits {
  /** Bytes of the upload. */
  maxBytes: number;
  maxPages: number;
  /** Indirect objects after parsing; guards against object-stream bombs. */
  maxObjects: number;
  /** Wall clock of the whole preparation, milliseconds. */
  wallMs: number;
  /** CPU time of each child process, whole seconds (RLIMIT_CPU). */
  cpuSeconds: number;
  /** Address space of each child process, bytes (RLIMIT_AS). */
  memoryBytes: number;
  /** V8 heap of the child process, MiB. */
  heapMiB: number;
  /** Characters of text kept per page; the rest of that page is not searchable. */
  maxPageText: number;
}

/** Clockwise turn of the page as displayed, degrees (ISO 32000-1 §7.7.3.3, /Rotate). */
export type Rotation = 0 | 90 | 180 | 270;

/** One page as the reader sees it, and how that maps to the page's own user space. */
export interface PageGeometry {
  /** Width of the page as displayed (after /Rotate), points. */
  width: number;
  /** Height of the page as displayed (after /Rotate), points. */
  height: number;
  rotation: Rotation;
  /** The visible box in the page's unrotated user space (origin bottom left), in user units: annotations live here. */
  crop: { x: number; y: number; width: number; height: number };
  /** Points per user unit (ISO 32000-1 §7.7.3.3, /UserUnit); 1 for nearly every file. */
  userUnit: number;
}

/** Where the stamp goes in the prepared file, bytes. */
export interface StampWindow {
  offset: number;
  length: number;
}

/** What is known about a paper once it is prepared. */
export interface PreparedPaper {
  /** Bytes of the prepared file. */
  size: number;
  /** SHA-256 of the prepared file (window still blank), lower-case hex. */
  sha256: string;
  /** SHA-256 of the upload, lower-case hex. */
  sourceSha256: string;
  pages: PageGeometry[];
  /** Text per page, in reading (logical) order, for search; empty string for a scanned page. */
  texts: string[];
  window: StampWindow;
  /** What was taken out of the file, for the audit trail; sorted, unique; empty for a harmless file. */
  removed: RemovedFeature[];
  /** The upload carries signature fields: the prepared copy is a reading copy, verify against the original. */
  signed: boolean;
}

/** Active content that preparation takes out. */
export type RemovedFeature =
  | 'javascript'
  | 'openAction'
  | 'additionalActions'
  | 'launch'
  | 'embeddedFiles'
  | 'richMedia'
  | 'xfa'
  | 'submitForm'
  | 'importData'
  | 'remoteGoTo'
  | 'uri'
  | 'movie'
  | 'threeD';

/** What {@link preparePaper} is asked to do. Both paths are on local disk; the target is written atomically. */
export interface PrepareInput {
  sourcePath: string;
  targetPath: string;
  limits?: Partial<PrepareLimits>;
  /** Aborting kills the child processes at once; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}
