import { AccessService } from '@app/access/facts/index.js';
import { type EndpointInput, type EndpointResponse, listReceipts, type Participant } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError, Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { type FoundDocument, DocumentsRepository } from '../documents/documents.repository.js';
import { Ctx } from '../edge/context.decorator.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { ReadersOfPaper } from './readers.js';
import { ReceiptsRepository } from './receipts.repository.js';

/** Read receipts of a paper. */
@Controller()
class ReceiptsController {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(ReadersOfPaper) private readonly readers: ReadersOfPaper,
  ) {}

  @Endpoint(listReceipts)
  async list(
    @Ctx() ctx: TransactionContext,
    @Input() { params }: EndpointInput<typeof listReceipts>,
  ): Promise<EndpointResponse<typeof listReceipts>> {
    const found = await this.documents.find(ctx, params.documentId);
    await this.access.require(ctx, 'receipts.read', { object: 'document', id: params.documentId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return {
      version: found.version.number,
      receipts: await this.receipts.of(ctx, params.documentId),
      readers: await this.#readersOf(ctx, found),
    };
  }

  async #readersOf(ctx: TransactionContext, found: FoundDocument): Promise<Participant[] | null> {
    return (await this.access.may(ctx, 'item.restrict', found.access)) ? this.readers.of(ctx, found) : null;
  }
}

@Module({ imports: [DocumentsModule, MeetingsModule], controllers: [ReceiptsController], providers: [ReceiptsRepository, ReadersOfPaper] })
export class ReceiptsModule {}
