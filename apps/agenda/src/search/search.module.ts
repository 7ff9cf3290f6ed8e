import { AccessService } from '@app/access/facts/index.js';
import { type EndpointInput, type EndpointResponse, search, type SearchHit } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Endpoint, Input } from '@app/platform';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx } from '../edge/context.decorator.js';
import { type FoundHit, SearchRepository } from './search.repository.js';

const KINDS = ['meeting', 'item', 'paper'] as const;
/** Hits of one kind in an answer. */
const PER_KIND = 20;

@Controller()
class SearchController {
  constructor(
    @Inject(SearchRepository) private readonly rows: SearchRepository,
    @Inject(AccessService) private readonly access: AccessService,
  ) {}

  @Endpoint(search)
  async find(@Ctx() ctx: TransactionContext, @Input() { query }: EndpointInput<typeof search>): Promise<EndpointResponse<typeof search>> {
    const found = [];
    for (const kind of KINDS) {
      const from = found.length;
      for await (const hit of this.rows.find(ctx, kind, query.q)) {
        if (await this.access.may(ctx, 'search.query', hit.access)) found.push(hit);
        if (found.length - from === PER_KIND) break;
      }
    }
    const allowed = await this.access.filter(ctx, 'search.query', 'hit', found, (hit) => hit.access);
    return { hits: allowed.map(present) };
  }
}

function present({ kind, meetingId, itemId, documentId, title, page, access }: FoundHit): SearchHit {
  const { level, originator } = access.label;
  if (kind === 'paper' && itemId && documentId) return { kind, meetingId, itemId, documentId, title: title.ar, page, level, originator };
  if (kind === 'item' && itemId) return { kind, meetingId, itemId, title, level, originator };
  return { kind: 'meeting', meetingId, title, level, originator };
}

@Module({ controllers: [SearchController], providers: [SearchRepository] })
export class SearchModule {}
