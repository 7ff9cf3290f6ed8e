import { constants, type Dirent } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'scratch-';
const ZEROS = Buffer.alloc(65_536);

/**
 * Gives `fn` an empty folder (0700) under `root` for a plaintext that must exist as a file, such as an upload being checked,
 * and shreds it whatever happens. Overwriting is a courtesy of disks that write in place: put `root` on tmpfs where there is one.
 * A crash leaves the folder behind: call {@link clearScratch} at start.
 */
export async function withScratch<T>(root: string, fn: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(root, PREFIX));
  try {
    // mkdtemp asks for 0700 itself; said again because a looser folder would show a classified upload to other users.
    await chmod(folder, 0o700);
    return await fn(folder);
  } finally {
    await shredFolder(folder);
  }
}

/**
 * Shreds what a crash left under `root`; call it before the first {@link withScratch}. One running process per root:
 * the folders of another one would go too (its uploads then fail and can be repeated).
 */
export async function clearScratch(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const leftovers = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX));
  for (const entry of leftovers) await shredFolder(join(root, entry.name));
}

async function shredFolder(folder: string): Promise<void> {
  // Overwriting is best effort, file by file (a failing disk, a folder made unreadable); removing is not.
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) await overwrite(entry).catch(() => undefined);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function overwrite(entry: Dirent): Promise<void> {
  // Opening a pipe for writing would wait for a reader for ever.
  if (!entry.isFile()) return;
  const handle = await open(join(entry.parentPath, entry.name), constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    const { nlink, size } = await handle.stat();
    // A second name means that the bytes belong to somebody else as well: the checker's child may have linked a stored object.
    if (nlink !== 1) return;
    for (let at = 0; at < size; at += ZEROS.length) await handle.write(ZEROS, 0, Math.min(ZEROS.length, size - at), at);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
