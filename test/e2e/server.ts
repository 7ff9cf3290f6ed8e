import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '@app/contracts';
import { EmbeddedServer, ownerDataSource } from '@app/database';
import { DEMO_MEETINGS } from '../../apps/agenda/src/demo/meetings.js';
import { type Ending, mediaWorker, ROOT, StartedProcess, until } from '../smoke/built-process.js';
import { ApiClient } from '../support/api-client.js';
import { freePort } from '../support/identity-provider.js';

/** Where `dist` lies: another one than the checkout's is proven by naming its folder. */
const BUILD = process.env['MAJLIS_E2E_ROOT'] ?? ROOT;

/** The built product on a data folder and a port of its own, as a user starts it; stopped and started again on both. */
export class Server {
  #process: StartedProcess | undefined;
  readonly #processes: StartedProcess[] = [];

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: NodeJS.ProcessEnv,
  ) {}

  /** @param settings beside those of every run; `PORT` when somebody has to know the address before */
  static async start(settings: NodeJS.ProcessEnv = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'majlis-e2e-'));
    await chmod(folder, 0o711); // as root the database runs as another user, who has to get through
    const server = new Server(folder, Number(settings['PORT'] ?? (await freePort())), settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Seconds since the process was started. */
  get age(): number {
    return this.#current.age;
  }

  /** What the product complained of, in all its starts. */
  get errors(): string {
    return this.#processes.map(({ errors }) => errors).join('');
  }

  /** Lines of its log that tell of a violated policy, as browsers reported it: workers too, whose events no page sees. */
  get violations(): string[] {
    return this.#processes.flatMap(({ output }) => output.split('\n').filter((line) => line.includes('content security policy violated')));
  }

  /** Waits until it is ready and shows the demo's meetings. */
  async start(): Promise<void> {
    const { PATH, HOME, LANG, TMPDIR } = process.env;
    const env = {
      ...{ PATH, HOME, LANG, TMPDIR },
      ...{ MAJLIS_MODE: 'demo', PORT: String(this.port), MAJLIS_DATA_DIR: join(this.folder, 'data'), MEDIASOUP_WORKER_BIN: mediaWorker() },
      ...this.settings,
    };
    const child = spawn(process.execPath, ['dist/apps/majlis/src/main.js'], { cwd: BUILD, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = new StartedProcess('majlis', child);
    this.#processes.push(this.#process);
    await this.#process.said(/is ready: http:/, 200_000);
    await until(async () => (await fetch(`${this.url}/health/ready`).catch(() => null))?.ok || null, 'the product is ready', 30_000);
    const chair = new ApiClient(this.url);
    await chair.signIn('chair-bh');
    await until(
      async () => (await chair.call(endpoints.listMeetings)).meetings.length >= DEMO_MEETINGS.length || null,
      'the demo is there',
      60_000,
    );
  }

  /** One statement past all policies: for time that has to pass, and for nothing that a page could do. */
  async alter(statement: string, parameters: readonly unknown[]): Promise<void> {
    // Attached to the server that runs on the data folder already.
    const running = await EmbeddedServer.start(join(this.folder, 'data'));
    const superuser = await ownerDataSource(running.location('majlis', 'postgres')).initialize();
    try {
      await superuser.query(statement, [...parameters]);
    } finally {
      await superuser.destroy();
    }
  }

  /** Asks the process to end, as Ctrl-C and an orchestrator do, and waits for it. */
  stop(): Promise<Ending> {
    return this.#current.end('SIGTERM', 30_000);
  }

  /** For the end of a run that may have failed anywhere. */
  async destroy(): Promise<void> {
    await this.#process?.destroy();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #current(): StartedProcess {
    if (!this.#process) throw new Error('not started');
    return this.#process;
  }
}
