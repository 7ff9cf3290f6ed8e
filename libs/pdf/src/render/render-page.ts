import { readFile } from 'node:fs/promises';
import { nodeChild } from '../process/node-child.js';
import { runLimited } from '../process/run-limited.js';
import { Gate } from './gate.js';
// Nothing calls the child's entry, so without this the build would leave it out.
import type {} from './render-entry.js';
import { RENDER_ERRORS } from './render-protocol.js';

/** A page as an image. */
export interface RenderedPage {
  png: Buffer;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
}

export interface RenderOptions {
  /** Wall clock once it is this page's turn, milliseconds; default 20 000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Why a page could not be rendered. */
export type RenderFailure = 'noSuchPage' | 'tooLarge' | 'failed';

/** Thrown by {@link renderPage}. */
export class RenderError extends Error {
  readonly code: RenderFailure;

  constructor(code: RenderFailure) {
    super(`page not rendered: ${code}`);
    this.name = 'RenderError';
    this.code = code;
  }
}

/** Pages rendered at the same time on this machine; the rest wait their turn. */
const CONCURRENT = 2;
const MAX_PIXELS = 40_000_000;
const gate = new Gate(CONCURRENT);

/**
 * Renders one page (zero-based) to PNG in a separate process that may read nothing but the program and start nothing.
 *
 * @param source bytes of the *stamped* file, or the path of one: the stamp is then part of the picture
 * @param scale pixels per point: 1 is 72 dpi, 2 is 144 dpi
 * @throws RenderError
 */
export async function renderPage(
  source: Uint8Array | string,
  pageIndex: number,
  scale: number,
  options: RenderOptions = {},
): Promise<RenderedPage> {
  if (!Number.isInteger(pageIndex) || pageIndex < 0) throw new RenderError('noSuchPage');
  if (!(scale > 0)) throw new RenderError('tooLarge');
  return gate.run(async () => {
    const input = typeof source === 'string' ? await readFile(source) : source;
    const child = nodeChild(import.meta.url, './render-entry', { read: [], write: [], heapMiB: 512 });
    const result = await runLimited({
      command: child.command,
      parameters: [...child.parameters, String(pageIndex), String(scale), String(MAX_PIXELS)],
      input,
      limits: { wallMs: options.timeoutMs ?? 20_000, cpuSeconds: 20, memoryBytes: 3 * 1024 ** 3, maxOutput: MAX_PIXELS * 4 },
      signal: options.signal,
    });
    if (result.code === RENDER_ERRORS.noSuchPage) throw new RenderError('noSuchPage');
    if (result.code === RENDER_ERRORS.tooLarge) throw new RenderError('tooLarge');
    if (result.code !== 0 || result.killed || result.stdout.length < 24) throw new RenderError('failed');
    return { png: result.stdout, width: result.stdout.readUInt32BE(16), height: result.stdout.readUInt32BE(20) };
  });
}
