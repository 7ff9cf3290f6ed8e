import { runLimited, type ProcessLimits } from './run-limited.js';

const limits: ProcessLimits = { wallMs: 20_000, cpuSeconds: 10, memoryBytes: 1024 ** 3, maxOutput: 1000 };
const script = (text: string) => ({ command: process.execPath, parameters: ['-e', text], limits });

describe('a child with limits', () => {
  it('does its work, also with threads and far more address space reserved than it may use', async () => {
    const work = `
      const memories = [1, 2, 3].map(() => new WebAssembly.Memory({ initial: 1, maximum: 65536 }));
      require('zlib').deflate(Buffer.alloc(1000), (error) => process.stdout.write(error ? 'failed' : 'done ' + memories.length));`;
    expect(await runLimited(script(work))).toMatchObject({ code: 0, killed: false, signal: null, stdout: Buffer.from('done 3') });
  });

  it('gets no more memory than it may use', async () => {
    const { code, stdout } = await runLimited(script(`Buffer.alloc(2 * 1024 ** 3, 1); process.stdout.write('got it');`));
    expect({ ended: code === 0, stdout: stdout.toString() }).toEqual({ ended: false, stdout: '' });
  });

  it('is ended when it computes or answers without end', async () => {
    expect(await runLimited({ ...script('for (;;);'), limits: { ...limits, cpuSeconds: 1 } })).toMatchObject({ code: null, killed: true });
    expect(await runLimited({ ...script('for (;;);'), limits: { ...limits, wallMs: 300 } })).toMatchObject({
      signal: 'SIGKILL',
      killed: true,
    });
    expect(await runLimited(script(`process.stdout.write('x'.repeat(100_000))`))).toMatchObject({ killed: true });
  });
});
