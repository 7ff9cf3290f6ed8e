import {
  editDocument,
  type EndpointInput,
  type EndpointResponse,
  openView,
  type PaperDocument,
  recentPapers,
  uploadDocument,
  type View,
  withdrawDocument,
} from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Ctx } from '../edge/context.decorator.js';
import { DocumentsService } from './documents.service.js';
import { UploadsService } from './uploads.service.js';
import { ViewsService } from './views.service.js';

@Controller()
export class DocumentsController {
  constructor(
    @Inject(DocumentsService) private readonly documents: DocumentsService,
    @Inject(UploadsService) private readonly uploads: UploadsService,
    @Inject(ViewsService) private readonly views: ViewsService,
  ) {}

  @Endpoint(uploadDocument)
  upload(
    @Ctx() ctx: RequestContext,
    @Input() { params }: EndpointInput<typeof uploadDocument>,
    @Req() request: Request,
  ): Promise<PaperDocument> {
    return this.uploads.upload(ctx, params.itemId, request);
  }

  @Endpoint(editDocument)
  edit(@Ctx() ctx: TransactionContext, @Input() { params, body }: EndpointInput<typeof editDocument>): Promise<PaperDocument> {
    return this.documents.edit(ctx, params.documentId, body);
  }

  @Endpoint(withdrawDocument)
  withdraw(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof withdrawDocument>): Promise<void> {
    return this.documents.withdraw(ctx, params.documentId);
  }

  @Endpoint(openView)
  openView(@Ctx() ctx: TransactionContext, @Input() { params }: EndpointInput<typeof openView>): Promise<View> {
    return this.views.open(ctx, params.documentId);
  }

  @Endpoint(recentPapers)
  async recent(@Ctx() ctx: TransactionContext): Promise<EndpointResponse<typeof recentPapers>> {
    return { papers: await this.documents.recent(ctx) };
  }
}
