import { readdir, readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { AuditTrail } from '@app/audit';
import { endpoints } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import type { ApiClient } from '../support/api-client.js';
import { makeLargePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { median } from '../support/median.js';
import { figure } from './measure.js';

/** What pdf.js asks for at a time. */
const RANGE = 64 * 1024;
const REQUESTS = 200;
const ROUNDS = 24;

/** The trail's part of what reading a paper costs: processor time of this process (server and client) and of the database. */
describe('a range of a paper with and without its entries in the trail', () => {
  let app: AgendaApp;
  let reader: ApiClient;
  let superuser: DataSource;
  let path: string;
  let size: number;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    const secretary = await app.as('secretary-bh');
    reader = await app.as('chair-bh');
    const { id: meetingId } = await draftMeeting(secretary);
    const { id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', label: bh(1) });
    const uploaded = await secretary.upload(itemId, { bytes: await makeLargePaper(), name: 'large.pdf' });
    const { id: documentId } = endpoints.uploadDocument.response.parse(uploaded.json);
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
    const view = await reader.call(endpoints.openView, { params: { documentId } });
    path = endpoints.readPaper.path.replace(':viewId', view.id);
    size = view.size;
  }, 300_000);
  afterAll(async () => {
    agent.destroy();
    await app.close();
  });

  function range(n: number): Promise<void> {
    const start = (n * RANGE) % (size - RANGE);
    const headers = { cookie: reader.cookie, 'x-majlis-request': '1', range: `bytes=${start}-${start + RANGE - 1}` };
    return new Promise((resolve, reject) => {
      request(app.running.url + path, { agent, headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () =>
          response.statusCode === 206 && bytes === RANGE ? resolve() : reject(new Error(`${response.statusCode}, ${bytes} bytes`)),
        );
      })
        .on('error', reject)
        .end();
    });
  }

  /** Milliseconds of processor time, of this process and of every process of the database server. */
  async function spent(): Promise<number> {
    const { user, system } = process.cpuUsage();
    let server = 0;
    for (const pid of await serverProcesses(superuser)) {
      // The first number: nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats.rst).
      const [nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0')).split(' ');
      server += Number(nanoseconds) / 1e6;
    }
    return (user + system) / 1000 + server;
  }

  async function sealed(): Promise<void> {
    const open = async () => {
      const [row] = await superuser.query<{ open: boolean }[]>(
        `select (select count(*) from audit_entries) > (select count(*) from audit_chain) as open`,
      );
      return row?.open ?? false;
    };
    while (await open()) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  it('costs at most 15 % more', async () => {
    const trail = app.running.app.get(AuditTrail);
    const { record, hasRecorded } = trail;
    const costs = { with: [] as number[], without: [] as number[] };
    const run = async (name: keyof typeof costs, round: number) => {
      // The one switch there is: in this process, and here alone.
      trail.record = name === 'with' ? record : () => Promise.resolve();
      trail.hasRecorded = name === 'with' ? hasRecorded : () => true;
      const before = await spent();
      for (let n = 0; n < REQUESTS; n += 1) await range(round * REQUESTS + n);
      // Chaining and signing the entries is part of their cost, and not of the next turn's.
      if (name === 'with') await sealed();
      costs[name].push((await spent()) - before);
    };
    await run('with', 0);
    await run('without', 0);
    costs.with.length = costs.without.length = 0;
    for (let round = 0; round < ROUNDS; round += 1)
      for (const name of round % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) await run(name, round);
    trail.record = record;
    trail.hasRecorded = hasRecorded;
    // Of the turns, so that one in which something else ran beside it does not count.
    const cost = { with: median(costs.with), without: median(costs.without) };
    // Of the two turns of a round, which had the same machine.
    const added = 100 * (median(costs.with.map((dear, round) => dear / (costs.without[round] ?? Number.NaN))) - 1);
    for (const name of ['with', 'without'] as const)
      figure({ bench: 'a range of 64 KiB', name: `${name} the trail`, value: cost[name] / REQUESTS, unit: 'ms CPU' });
    figure({ bench: 'a range of 64 KiB', name: 'the trail adds', value: added, unit: '%', goal: { atMost: 15 } });
    expect(added).toBeLessThanOrEqual(15);
  }, 600_000);
});

/** The server's own processes and its backends: whatever runs from the same data folder. */
async function serverProcesses(database: DataSource): Promise<string[]> {
  const [row] = await database.query<{ pid: number }[]>('select pg_backend_pid() as pid');
  const status = await readFile(`/proc/${row?.pid}/status`, 'utf8');
  const postmaster = /^PPid:\s+(\d+)/m.exec(status)?.[1] ?? '';
  const found = [postmaster];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === postmaster) found.push(pid);
  }
  return found;
}
