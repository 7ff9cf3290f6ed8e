import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { downloadPaper, type EndpointInput, readPageImage, readPaper } from '@app/contracts';
import type { RequestContext } from '@app/identity';
import { AppError, Endpoint, Input } from '@app/platform';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Ctx } from '../edge/context.decorator.js';
import { ActiveReads, type JudgedRead } from './active-reads.js';
import { type PaperBytes, ViewsService } from './views.service.js';

/** Bytes of papers: streamed, never cached by anybody between us and the reader, cut when access changes. */
@Controller()
export class PaperBytesController {
  constructor(
    @Inject(ViewsService) private readonly views: ViewsService,
    @Inject(ActiveReads) private readonly reads: ActiveReads,
  ) {}

  @Endpoint(readPaper)
  read(
    @Ctx() ctx: RequestContext,
    @Input() { params }: EndpointInput<typeof readPaper>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#send(ctx, response, async (signal) => {
      const paper = await this.views.bytes(ctx, params.viewId, 'document.read', request.headers.range, signal);
      describe(response, paper, params.viewId);
      return paper;
    });
  }

  @Endpoint(downloadPaper)
  download(
    @Ctx() ctx: RequestContext,
    @Input() { params }: EndpointInput<typeof downloadPaper>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#send(ctx, response, async (signal) => {
      const paper = await this.views.bytes(ctx, params.viewId, 'document.download', request.headers.range, signal);
      describe(response, paper, params.viewId);
      // RFC 6266: the title as UTF-8 (already without characters that reorder text), a plain name for old clients.
      response.setHeader(
        'Content-Disposition',
        `attachment; filename="paper.pdf"; filename*=UTF-8''${encodeURIComponent(paper.fileName).replace(/['()*]/g, escapeByte)}.pdf`,
      );
      return paper;
    });
  }

  @Endpoint(readPageImage)
  image(
    @Ctx() ctx: RequestContext,
    @Input() { params, query }: EndpointInput<typeof readPageImage>,
    @Res() response: Response,
  ): Promise<void> {
    return this.#send(ctx, response, async (signal) => {
      const { png, judged } = await this.views.pageImage(ctx, params.viewId, params.page, query.scale, signal);
      response.setHeader('Content-Type', 'image/png');
      response.setHeader('Content-Length', png.length);
      response.setHeader('Cache-Control', 'private, no-store');
      return { content: Readable.from([png], { objectMode: false }), judged };
    });
  }

  async #send(
    ctx: RequestContext,
    response: Response,
    answer: (signal: AbortSignal) => Promise<{ judged: JudgedRead; content: AsyncIterable<Buffer> }>,
  ): Promise<void> {
    if (!ctx.actor) throw new AppError('not_signed_in');
    const { accountId, sessionId } = ctx.actor;
    // Reset, not closed: what a slow reader has not fetched yet lies in the kernel's buffers, and is thrown away.
    const read = this.reads.register({ accountId, sessionId, cut: () => response.socket?.resetAndDestroy() });
    const { signal } = read.abort;
    response.once('close', () => read.abort.abort(new Error('the reader went away')));
    try {
      const { content, judged } = await answer(signal);
      read.of(judged);
      await pipeline(content, response, { signal });
    } catch (error) {
      // The browser closes ranges it no longer wants all the time; and what was cut by a change of access is already closed.
      if (signal.aborted) response.destroy();
      else throw error;
    } finally {
      read.done();
    }
  }
}

function describe(response: Response, { range, size }: PaperBytes, viewId: string): void {
  response.status(range.partial ? 206 : 200);
  if (range.partial) response.setHeader('Content-Range', `bytes ${range.start}-${range.start + range.length - 1}/${size}`);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', range.length);
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Disposition', 'inline; filename="paper.pdf"');
  // One view has one stamp: its bytes never change, and nobody else's view has the same.
  response.setHeader('ETag', `"${viewId}"`);
  response.setHeader('Cache-Control', 'private, no-store, no-transform');
}

const escapeByte = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
