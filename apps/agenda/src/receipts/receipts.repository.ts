import type { Receipt } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import { partsSeen } from './parts-seen.js';

interface Row {
  view_id: string;
  account_id: string;
  name_ar: string;
  name_en: string;
  country: string;
  version: number;
  size: string;
  copy_number: number;
  opened_at: Date;
  parts: string[];
}

@Injectable()
export class ReceiptsRepository {
  /** Empty, too, for whoever is not of the originator's side: the database judges by itself. */
  async of(ctx: TransactionContext, documentId: string): Promise<Receipt[]> {
    const rows = await ctx.transaction.query<Row>('select * from app.receipts($1)', [documentId]);
    return rows.map((row) => ({
      viewId: row.view_id,
      reader: { id: row.account_id, name: { ar: row.name_ar, en: row.name_en }, country: row.country },
      version: row.version,
      copyNumber: row.copy_number,
      openedAt: row.opened_at.toISOString(),
      ...partsSeen(row.parts, Number(row.size)),
    }));
  }
}
