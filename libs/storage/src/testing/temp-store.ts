import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigKeyRing } from '../keys/config-key-ring.js';
import { LocalFolderStore } from '../objects/local-folder-store.js';
import { EncryptedPaperStore, type SealedRef } from '../papers/encrypted-paper-store.js';

/** For specs: a store in a folder of its own. */
export interface TempStore {
  readonly root: string;
  readonly objects: LocalFolderStore;
  readonly papers: EncryptedPaperStore;
  remove(): Promise<void>;
}

export const newKek = (): string => randomBytes(32).toString('base64');

export async function tempFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'majlis-storage-'));
}

export async function tempStore(): Promise<TempStore> {
  const root = await tempFolder();
  const objects = await LocalFolderStore.open(root);
  const papers = new EncryptedPaperStore(objects, new ConfigKeyRing({ current: 'k1', keys: { k1: newKek() } }));
  return { root, objects, papers, remove: () => rm(root, { recursive: true, force: true }) };
}

/** `bytes` in pieces of `pieceBytes`, through one reused buffer, as a careless producer may do. */
export async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer, void, undefined> {
  const reused = Buffer.alloc(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const length = bytes.copy(reused, 0, at);
    yield reused.subarray(0, length);
    reused.fill(0xee);
  }
}

/** Yields one piece and then stays silent for ever, as a stalled upload does. */
export async function* stalled(piece: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield piece;
  await new Promise<never>(() => undefined);
}

export async function sealBytes(papers: EncryptedPaperStore, bytes: Buffer, binding = 'label'): Promise<SealedRef> {
  const objectId = randomUUID();
  return { ...(await papers.seal(inPieces(bytes, 50_000), { objectId, size: bytes.length, binding })), binding };
}

export async function readRange(papers: EncryptedPaperStore, ref: SealedRef, offset?: number, length?: number): Promise<Buffer> {
  const reader = await papers.open(ref);
  try {
    return await collect(reader.read(offset, length));
  } finally {
    await reader.close();
  }
}

export async function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Every file below `root`, by path from there. */
export async function filesBelow(root: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(root.length + 1), await readFile(path));
  }
  return files;
}

/** The same with the SHA-256 of each, to tell whether anything changed. */
export async function digestsBelow(root: string): Promise<string[]> {
  const files = [...(await filesBelow(root))];
  return files.map(([path, content]) => `${path} ${createHash('sha256').update(content).digest('hex')}`).sort();
}

/** How many descriptors of this process point below `root` (Linux). */
export function openDescriptors(root: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(root);
    } catch {
      return false; // The descriptor that listed the folder is gone by now.
    }
  }).length;
}

/** Waits for something that happens soon, at most 5 s. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 5 s');
    await new Promise(setImmediate);
  }
}

/** Whether the bytes are the same; a matcher that walks through megabytes one by one takes minutes. */
export function same(left: Buffer, right: Buffer | undefined): boolean {
  return right !== undefined && left.equals(right);
}
