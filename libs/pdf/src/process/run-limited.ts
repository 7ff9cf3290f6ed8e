import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a child process may use. */
export interface ProcessLimits {
  /** Wall clock, milliseconds. */
  wallMs: number;
  /** CPU time, whole seconds (RLIMIT_CPU). */
  cpuSeconds: number;
  /**
   * Private writable memory, bytes (RLIMIT_DATA). Not the address space (RLIMIT_AS): V8 and WebAssembly reserve gigabytes
   * of it without using them, and where it ran out depended on where things happened to lie.
   */
  memoryBytes: number;
  /** Bytes of standard output; more ends the child. */
  maxOutput: number;
}

/** How a child process ended. */
export interface ProcessResult {
  /** Exit code, or null when a signal ended it. */
  code: number | null;
  /** One of our limits or a signal ended it. */
  killed: boolean;
  /** The signal that ended it, if one did. */
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  /** First part of what it said, for the log. */
  stderr: string;
}

export interface LimitedCommand {
  command: string;
  parameters: string[];
  /** Whole environment of the child; nothing is inherited. */
  environment?: Record<string, string>;
  input?: Uint8Array;
  limits: ProcessLimits;
  signal?: AbortSignal | undefined;
}

const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit'].find((path) => existsSync(path));
const STDERR_KEPT = 4_000;

/**
 * Runs a program that handles untrusted bytes. Where util-linux is present the kernel enforces CPU, memory and file
 * limits; the wall clock and the size of the answer are enforced here on every system.
 *
 * @throws the signal's reason when aborted, after the child is killed
 */
export function runLimited({ command, parameters, environment = {}, input, limits, signal }: LimitedCommand): Promise<ProcessResult> {
  signal?.throwIfAborted();
  const [program, list] = PRLIMIT
    ? [
        PRLIMIT,
        [
          `--data=${limits.memoryBytes}`,
          `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
          '--core=0',
          '--nofile=64',
          '--',
          command,
          ...parameters,
        ],
      ]
    : [command, parameters];
  return new Promise((resolve, reject) => {
    const child = spawn(program, list, { env: environment, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const output: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let limited = false;
    const kill = (): void => {
      limited = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(kill, limits.wallMs);
    signal?.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxOutput) kill();
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < STDERR_KEPT) stderr += chunk.toString('utf8').slice(0, STDERR_KEPT);
    });
    // A child that dies early closes its input; the exit code below says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, by) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve({ code, killed: limited || by !== null, signal: by, stdout: Buffer.concat(output), stderr });
    });
  });
}
