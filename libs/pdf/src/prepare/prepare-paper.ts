import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { nodeChild } from '../process/node-child.js';
import { runLimited, type ProcessResult } from '../process/run-limited.js';
import { STAMP_WINDOW_LENGTH } from '../stamp/build-stamp.js';
import type { WindowPlan } from './add-window.js';
import { checkFile } from './check-file.js';
import { findMarker, sha256File } from './find-window.js';
import { PaperRejected, type PrepareInput, type PreparedPaper, type PrepareLimits } from './paper.types.js';
// Nothing calls the child's entry, so without this the build would leave it out.
import type {} from './prepare-entry.js';
import type { PrepareReply, PrepareRequest } from './prepare-protocol.js';

/** Enough for a thousand-page pack of scans on a small server. */
export const DEFAULT_PREPARE_LIMITS: PrepareLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxPages: 5_000,
  maxObjects: 500_000,
  wallMs: 120_000,
  cpuSeconds: 90,
  memoryBytes: 3 * 1024 ** 3,
  heapMiB: 1_024,
  maxPageText: 100_000,
};
/** Where packages put qpdf; never the server's own search path, which others may have changed. */
const QPDF_FOLDERS = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';
const MAX_REPLY = 256 * 1024 * 1024;
/** qpdf's exit codes: done; done with warnings about the input. */
const QPDF_DONE = [0, 3];

/**
 * Prepares an upload once: checks it, takes out what is active, gives every page the stamp window and lays the file out
 * for reading by ranges. Untrusted bytes are parsed in child processes with limits only, never here.
 *
 * @throws PaperRejected when the file cannot become a paper; the target is then not written
 */
export async function preparePaper(input: PrepareInput): Promise<PreparedPaper> {
  const limits = { ...DEFAULT_PREPARE_LIMITS, ...input.limits };
  const { sourcePath, targetPath, signal } = input;
  await checkFile(sourcePath, limits.maxBytes);
  const id = randomBytes(8).toString('hex');
  const [repaired, windowed, laidOut] = ['repaired', 'windowed', 'laid-out'].map((step) => `${targetPath}.${id}.${step}`) as [
    string,
    string,
    string,
  ];
  const plan: WindowPlan = {
    marker: `%${randomBytes(16).toString('hex')}`,
    length: STAMP_WINDOW_LENGTH,
    formName: `W${randomBytes(6).toString('hex')}`,
  };
  const deadline = Date.now() + limits.wallMs;
  const step: Step = { limits, deadline, signal };
  try {
    const sourceSha256 = await sha256File(sourcePath);
    const reply = await transformOrRepair({ sourcePath, repaired: false, targetPath: windowed, plan, limits }, repaired, step);
    // Not linearized: that scatters the page dictionaries and makes pdf.js read the whole file before page 1.
    const rewrite = await qpdf(['--stream-data=preserve', '--object-streams=generate', '--', windowed, laidOut], step);
    if (!QPDF_DONE.includes(rewrite.code ?? -1))
      throw new PaperRejected(rewrite.killed ? 'too_complex' : 'unreadable', `layout: ${firstLine(rewrite.stderr)}`);
    const { offset, size, sha256 } = await findMarker(laidOut, plan.marker);
    await rename(laidOut, targetPath);
    const { pages, texts, removed, signed } = reply;
    return { size, sha256, sourceSha256, pages, texts, removed, signed, window: { offset, length: plan.length } };
  } finally {
    await Promise.all([repaired, windowed, laidOut].map((path) => rm(path, { force: true })));
  }
}

interface Step {
  limits: PrepareLimits;
  /** Milliseconds since the epoch at which the whole preparation ends. */
  deadline: number;
  signal: AbortSignal | undefined;
}

type Accepted = Extract<PrepareReply, { ok: true }>;

/**
 * A file our parser cannot read gets one second chance: qpdf rebuilds broken cross-reference tables, objects and streams,
 * and packs content plainly.
 */
async function transformOrRepair(request: PrepareRequest, repaired: string, step: Step): Promise<Accepted> {
  const first = await transform(request, step);
  if (first.ok) return first;
  if (first.code !== 'unreadable' && first.code !== 'empty') throw new PaperRejected(first.code, first.detail);
  const plainly = ['--object-streams=disable', '--coalesce-contents', '--recompress-flate'];
  const repair = await qpdf([...plainly, '--', request.sourcePath, repaired], step);
  if (/invalid password/i.test(repair.stderr)) throw new PaperRejected('encrypted');
  if (!QPDF_DONE.includes(repair.code ?? -1)) throw new PaperRejected(repair.killed ? 'too_complex' : first.code, first.detail);
  const second = await transform({ ...request, sourcePath: repaired, repaired: true }, step);
  if (second.ok) return second;
  throw new PaperRejected(second.code, second.detail);
}

async function transform(request: PrepareRequest, step: Step): Promise<PrepareReply> {
  const { limits } = step;
  const { sourcePath, targetPath } = request;
  const child = nodeChild(import.meta.url, './prepare-entry', { read: [sourcePath], write: [targetPath], heapMiB: limits.heapMiB });
  const result = await runLimited({
    ...child,
    input: Buffer.from(JSON.stringify(request)),
    limits: processLimits(step),
    signal: step.signal,
  });
  if (result.code === 0 && !result.killed) return JSON.parse(result.stdout.toString('utf8')) as PrepareReply;
  return {
    ok: false,
    code: 'too_complex',
    detail: `child ended: ${result.code ?? result.signal ?? 'unknown'} ${firstLine(result.stderr)}`,
  };
}

async function qpdf(parameters: string[], step: Step): Promise<ProcessResult> {
  const environment = { PATH: QPDF_FOLDERS };
  return runLimited({
    command: 'qpdf',
    parameters: ['--warning-exit-0', ...parameters],
    environment,
    limits: processLimits(step),
    signal: step.signal,
  });
}

function processLimits({ limits, deadline }: Step): { wallMs: number; cpuSeconds: number; memoryBytes: number; maxOutput: number } {
  const wallMs = Math.max(1, deadline - Date.now());
  return { wallMs, cpuSeconds: limits.cpuSeconds, memoryBytes: limits.memoryBytes, maxOutput: MAX_REPLY };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
