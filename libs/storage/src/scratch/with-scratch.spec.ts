import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '../testing/temp-store.js';
import { clearScratch, withScratch } from './with-scratch.js';

describe('withScratch', () => {
  let root: string;

  beforeEach(async () => {
    root = await tempFolder();
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('gives a private folder and takes it away with everything in it', async () => {
    const scratch = join(root, 'scratch');
    const result = await withScratch(scratch, async (folder) => {
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      await mkdir(join(folder, 'deep'));
      await writeFile(join(folder, 'deep', 'page.png'), 'plaintext');
      return 42;
    });
    expect(result).toBe(42);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('takes it away when the check fails, and passes the failure on', async () => {
    const failing = withScratch(root, async (folder) => {
      await writeFile(join(folder, 'upload.pdf'), 'plaintext');
      throw new Error('not a PDF');
    });
    await expect(failing).rejects.toThrow('not a PDF');
    expect(await readdir(root)).toEqual([]);
  });

  it('overwrites the plaintext before its name goes', async () => {
    let held: Awaited<ReturnType<typeof open>> | undefined;
    await withScratch(root, async (folder) => {
      await writeFile(join(folder, 'upload.pdf'), Buffer.alloc(150_000, 'secret'));
      held = await open(join(folder, 'upload.pdf'));
    });
    expect((await held?.readFile())?.equals(Buffer.alloc(150_000))).toBe(true);
    await held?.close();
  });

  it('never writes through a link, or waits at a pipe, that the checked file made its checker leave behind', async () => {
    const outside = join(root, 'outside');
    await writeFile(outside, 'must stay');
    let held: Awaited<ReturnType<typeof open>> | undefined;
    await withScratch(join(root, 'scratch'), async (folder) => {
      await symlink(outside, join(folder, 'symbolic'));
      await symlink(root, join(folder, 'folder'));
      await link(outside, join(folder, 'hard'));
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      await writeFile(join(folder, 'zz'), 'plaintext');
      held = await open(join(folder, 'zz'));
    });
    expect(await held?.readFile('utf8')).toBe('\0'.repeat(9));
    await held?.close();
    expect(await readFile(outside, 'utf8')).toBe('must stay');
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
  });

  it('keeps parallel checks apart', async () => {
    const folders = await Promise.all(Array.from({ length: 5 }, () => withScratch(root, async (folder) => folder)));
    expect(new Set(folders).size).toBe(5);
  });

  it('clears at start what a crash left, and nothing else', async () => {
    await mkdir(join(root, 'scratch-Ab12Cd'));
    await writeFile(join(root, 'scratch-Ab12Cd', 'upload.pdf'), 'plaintext');
    await writeFile(join(root, 'unrelated'), 'must stay');
    await clearScratch(root);
    await clearScratch(join(root, 'not-there-yet'));
    expect((await readdir(root)).sort()).toEqual(['not-there-yet', 'unrelated']);
    expect(existsSync(join(root, 'scratch-Ab12Cd'))).toBe(false);
  });
});
