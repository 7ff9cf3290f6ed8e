import type { PaperDocument, UploadDetails } from '@app/contracts';
import { behavior, type Scope, type Behavior } from '../state';
import { ApiError, toApiError } from '../wire/api-error';
import { checkFile } from './check-file';

export type UploadState =
  | { status: 'waiting' }
  /** `share` from 0 to 1; at 1 the server is checking and preparing. */
  | { status: 'sending'; share: number }
  | { status: 'failed'; error: ApiError };

export interface Upload {
  readonly id: number;
  readonly itemId: string;
  readonly fileName: string;
  readonly state: UploadState;
}

interface SendOptions {
  readonly details: UploadDetails;
  readonly signal: AbortSignal;
  onProgress(share: number): void;
}
type Send = (itemId: string, file: File, options: SendOptions) => Promise<PaperDocument>;

interface Entry {
  upload: Upload;
  readonly file: File;
  readonly details: UploadDetails;
  readonly scope: Scope;
}

/** More at once only makes each of them slower, and the server prepares one at a time per person. */
const AT_ONCE = 2;

/**
 * Uploads on their way. They belong to the page, not to the screen that began them: leaving the workbench does
 * not stop them, and coming back shows them where they are.
 */
export class Uploads {
  readonly #list = behavior<readonly Upload[]>([]);
  readonly #entries = new Map<number, Entry>();
  readonly #done = new Set<(document: PaperDocument) => void>();
  readonly #scope: Scope;
  readonly #send: Send;
  #last = 0;

  constructor(scope: Scope, send: Send, page: Window | null) {
    this.#scope = scope;
    this.#send = send;
    if (page) {
      scope.listen(page, 'beforeunload', (event) => {
        if (this.#running() > 0 || this.#waiting().length > 0) event.preventDefault();
      });
    }
  }

  get list(): Behavior<readonly Upload[]> {
    return this.#list;
  }

  /** Hears of each paper that arrived. Returns how to stop. */
  onDone(listener: (document: PaperDocument) => void): () => void {
    this.#done.add(listener);
    return () => this.#done.delete(listener);
  }

  add(itemId: string, files: readonly File[], details: UploadDetails = {}): void {
    for (const file of files) {
      const id = ++this.#last;
      this.#entries.set(id, {
        upload: { id, itemId, fileName: file.name, state: { status: 'waiting' } },
        file,
        details,
        scope: this.#scope.child(),
      });
    }
    this.#next();
  }

  retry(id: number): void {
    this.#set(id, { status: 'waiting' });
    this.#next();
  }

  /** Stops it if it is on its way, and takes it off the list. */
  dismiss(id: number): void {
    this.#entries.get(id)?.scope.end();
    this.#entries.delete(id);
    this.#next();
  }

  /** Another person signs in: nothing of the last one goes on. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.dismiss(id);
  }

  #running(): number {
    return [...this.#entries.values()].filter(({ upload }) => upload.state.status === 'sending').length;
  }

  #waiting(): Entry[] {
    return [...this.#entries.values()].filter(({ upload }) => upload.state.status === 'waiting');
  }

  #next(): void {
    for (const entry of this.#waiting().slice(0, Math.max(0, AT_ONCE - this.#running()))) void this.#run(entry);
    this.#refresh();
  }

  async #run({ upload: { id, itemId }, file, details, scope }: Entry): Promise<void> {
    this.#set(id, { status: 'sending', share: 0 });
    try {
      const refused = await checkFile(file);
      if (refused) throw new ApiError(refused);
      const document = await this.#send(itemId, file, {
        details,
        signal: scope.signal,
        onProgress: (share) => this.#set(id, { status: 'sending', share }),
      });
      this.#entries.delete(id);
      for (const listener of [...this.#done]) listener(document);
    } catch (thrown) {
      // Dismissed while it was on its way: there is nothing left to say about it.
      this.#set(id, { status: 'failed', error: toApiError(thrown) });
    }
    this.#next();
  }

  #set(id: number, state: UploadState): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.upload = { ...entry.upload, state };
    this.#refresh();
  }

  #refresh(): void {
    this.#list.next([...this.#entries.values()].map(({ upload }) => upload));
  }
}
