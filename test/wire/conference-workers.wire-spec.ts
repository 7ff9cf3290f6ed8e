import { createLog } from '@app/platform';
import { WorkerPool } from '../../apps/conference/src/sfu/worker-pool.js';
import { workerBinary } from './conference-drivers.js';

jest.setTimeout(20_000);

const log = createLog({ level: 'silent', service: 'conference' });
const options = { workerBin: workerBinary(), workers: 1, listenIp: '127.0.0.1', announcedAddress: null, mediaPort: null };

describe('media workers', () => {
  let pool: WorkerPool;
  afterEach(() => pool.close());

  it('CF14 replaces a worker that hangs, and closes its routers', async () => {
    pool = WorkerPool.create({ ...options, patienceMs: 1000 }, log);
    const hanging = await pool.acquire();
    const router = await hanging.createRouter();
    const lost = new Promise((resolve) => router.once('closed', resolve));
    process.kill(hanging.pid, 'SIGSTOP');
    expect(await lost).toEqual({ lost: true });
    const next = await pool.acquire();
    expect(next.pid).not.toBe(hanging.pid);
    await expect(next.createRouter()).resolves.toBeDefined();
  });

  it('refuses while there is none, and does not wait once it is closed', async () => {
    pool = WorkerPool.create({ ...options, workerBin: '/nowhere/mediasoup-worker' }, log);
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'media_unavailable' });
    expect(pool.ready).toBe(false);
    pool.close();
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'media_unavailable' });
  });

  it('leaves the signals of the process to its owner', async () => {
    const before = process.listenerCount('SIGTERM');
    pool = WorkerPool.create(options, log);
    await pool.acquire();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('spreads rooms over the workers', async () => {
    pool = WorkerPool.create({ ...options, workers: 2 }, log);
    const pids = new Set<number>();
    for (let room = 0; room < 4 || pids.size < 2; room += 1) {
      const worker = await pool.acquire();
      pids.add(worker.pid);
      await worker.createRouter();
    }
    expect(pids.size).toBe(2);
  });
});
