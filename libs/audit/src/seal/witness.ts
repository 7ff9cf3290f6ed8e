import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, CheckpointSigner } from './checkpoint.js';

const LOG = 'checkpoints.log';
/** The last lines of the file that are looked at; a line has about 260 bytes. */
const TAIL_BYTES = 8_192;

/**
 * What lies outside of the database: the signing key, its public half for the verifier, and a copy of every
 * checkpoint. Whoever rewrites the database, even as its superuser, leaves this file behind.
 */
export class Witness {
  private constructor(
    private readonly folder: string,
    readonly signer: CheckpointSigner,
  ) {}

  /**
   * Opens the folder, making it and (where none is given) the signing key the first time.
   *
   * @param folder private to the service.
   * @param givenKey PKCS #8 PEM from the settings.
   */
  static async open(folder: string, givenKey: string | null): Promise<Witness> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const signer = new CheckpointSigner(givenKey ?? (await keptKey(join(folder, 'signing-key.pem'))));
    await replace(join(folder, `${signer.keyId}.pub.pem`), signer.publicKey, 0o644);
    return new Witness(folder, signer);
  }

  /** Durable when it resolves. */
  async append(checkpoint: Checkpoint): Promise<void> {
    const file = await open(join(this.folder, LOG), 'a', 0o600);
    try {
      await file.write(`${JSON.stringify(checkpoint)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The newest checkpoint that was written whole; null when there is none. */
  async newest(): Promise<Checkpoint | null> {
    const tail = await tailOf(join(this.folder, LOG));
    // The last line may be torn by a crash: then it has no end.
    const lines = tail.slice(0, tail.lastIndexOf('\n') + 1).split('\n');
    return lines.map(parsed).findLast((line) => line !== null) ?? null;
  }

  /** Ends a torn last line, so that the next checkpoint begins on its own. */
  async mend(): Promise<void> {
    const tail = await tailOf(join(this.folder, LOG));
    if (tail === '' || tail.endsWith('\n')) return;
    await writeFile(join(this.folder, LOG), '\n', { flag: 'a' });
  }
}

async function keptKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    // `wx`: of two processes that start at once, one makes the key and the other reads it.
    await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((taken: unknown) => {
      if ((taken as NodeJS.ErrnoException).code !== 'EEXIST') throw taken;
    });
    return readFile(file, 'utf8');
  }
}

async function replace(file: string, content: string, mode: number): Promise<void> {
  await writeFile(`${file}.new`, content, { mode });
  await rename(`${file}.new`, file);
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
  }
}

function parsed(line: string): Checkpoint | null {
  try {
    const checkpoint = JSON.parse(line) as Partial<Checkpoint> | null;
    return typeof checkpoint?.number === 'string' && typeof checkpoint.hash === 'string' ? (checkpoint as Checkpoint) : null;
  } catch {
    return null;
  }
}
