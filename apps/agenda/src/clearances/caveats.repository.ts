import type { EndpointResponse, listCaveats } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class CaveatsRepository {
  async list(ctx: TransactionContext): Promise<EndpointResponse<typeof listCaveats>['caveats']> {
    const rows = await ctx.transaction.query<{ code: string; name_ar: string; name_en: string; retired: boolean }>(
      'select code, name_ar, name_en, retired_at is not null as retired from caveats order by code',
    );
    return rows.map(({ code, name_ar: ar, name_en: en, retired }) => ({ code, name: { ar, en }, retired }));
  }

  /** @returns false when there is one of this code already */
  async add(ctx: TransactionContext, { code, name }: { code: string; name: { ar: string; en: string } }): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'insert into caveats (code, name_ar, name_en) values ($1, $2, $3) on conflict do nothing returning code',
      [code, name.ar, name.en],
    );
    return rows.length > 0;
  }

  /** @returns false when there is none of this code that is still granted */
  async retire(ctx: TransactionContext, code: string): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update caveats set retired_at = now() where code = $1 and retired_at is null returning code',
      [code],
    );
    return rows.length > 0;
  }
}
