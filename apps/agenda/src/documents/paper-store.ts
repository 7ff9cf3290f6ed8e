import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { dominates, type Label } from '@app/contracts';
import type { DocumentVersion } from '@app/database';
import { CONFIG, type Config } from '@app/platform';
import {
  clearScratch,
  ConfigKeyRing,
  EncryptedPaperStore,
  LocalFolderStore,
  type SealedReader,
  StorageCorrupt,
  withScratch,
} from '@app/storage';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

/** A sealed object as its row keeps it. */
export interface StoredPaper {
  objectId: string;
  size: number;
  wrappedKey: Buffer;
}

/** Papers at rest of this site: the encrypted store in the data folder, and private folders for uploads being checked. */
@Injectable()
export class PaperStore implements OnModuleInit {
  #store: EncryptedPaperStore | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    const { storageKey, dataDir } = this.config;
    if (!storageKey) throw new Error('STORAGE_KEY is not set');
    await clearScratch(this.#scratch);
    this.#store = new EncryptedPaperStore(
      await LocalFolderStore.open(join(dataDir, 'papers')),
      new ConfigKeyRing({ current: 'site', keys: { site: storageKey } }),
    );
  }

  /** A private folder for one upload; it and everything in it is gone afterwards. */
  withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
    return withScratch(this.#scratch, work);
  }

  async seal(path: string, paper: { objectId: string; size: number; binding: string }, signal: AbortSignal): Promise<StoredPaper> {
    return this.#papers.seal(path, { ...paper, signal });
  }

  open(paper: StoredPaper & { binding: string }, signal: AbortSignal): Promise<SealedReader> {
    return this.#papers.open(paper, signal);
  }

  rewrap(paper: StoredPaper & { binding: string }, binding: string): Promise<Buffer> {
    return this.#papers.rewrap(paper, binding);
  }

  destroy(objectId: string): Promise<void> {
    return this.#papers.destroy(objectId);
  }

  get #papers(): EncryptedPaperStore {
    if (!this.#store) throw new Error('the paper store is not open yet');
    return this.#store;
  }

  get #scratch(): string {
    return join(this.config.dataDir, 'scratch');
  }
}

/**
 * What the keys of a version are bound to today: the label of its paper, or a weaker one that it had before it was raised
 * with its item by somebody who does not know of it, and so could not have them wrapped anew.
 *
 * @throws StorageCorrupt when the paper's label is weaker than that: the database was changed past the services.
 */
export function bindingToday(version: DocumentVersion, label: Label): string {
  const { boundLevel, boundCaveats, boundReleasableTo } = version;
  const bound = {
    level: boundLevel,
    caveats: boundCaveats,
    releasableTo: boundReleasableTo as Label['releasableTo'],
    originator: label.originator,
  };
  if (!dominates(label, bound)) throw new StorageCorrupt(version.objectId, 'wrapped_key');
  return bindingOf(version.documentId, version.id, bound);
}

/** Keys that are wrapped under a label, as their row says it. */
export function boundTo({
  level,
  caveats,
  releasableTo,
}: Label): Pick<DocumentVersion, 'boundLevel' | 'boundCaveats' | 'boundReleasableTo'> {
  return { boundLevel: level, boundCaveats: [...caveats], boundReleasableTo: [...releasableTo] };
}

/** What a paper's key is bound to: exchanged labels or versions make it unreadable (research P11). */
export function bindingOf(documentId: string, versionId: string, label: Label): string {
  const canonical = [label.level, [...label.caveats].sort(), [...label.releasableTo].sort(), label.originator];
  return `${documentId}:${versionId}:${createHash('sha256').update(JSON.stringify(canonical)).digest('hex')}`;
}
