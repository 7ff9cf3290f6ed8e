import { AccessService } from '@app/access/facts/index.js';
import { type EndpointInput, type EndpointResponse, listReceipts } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { Ctx } from '../edge/context.decorator.js';
import { ReceiptsRepository } from './receipts.repository.js';

/** Read receipts of a paper. */
@Controller()
class ReceiptsController {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
  ) {}

  @Endpoint(listReceipts)
  async list(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof listReceipts>,
  ): Promise<EndpointResponse<typeof listReceipts>> {
    const found = await this.documents.find(ctx, params.documentId);
    await this.access.require(ctx, 'receipts.read', { object: 'document', id: params.documentId }, found?.access ?? null);
    return { receipts: await this.receipts.of(ctx, params.documentId) };
  }
}

@Module({ imports: [DocumentsModule], controllers: [ReceiptsController], providers: [ReceiptsRepository] })
export class ReceiptsModule {}
