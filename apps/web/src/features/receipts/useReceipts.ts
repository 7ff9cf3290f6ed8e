import { listReceipts, type PaperDocument } from '@app/contracts';
import { useMemo, useState } from 'react';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import type { ApiError } from '../../wire';
import { firstOrder, inOrder, type Order, type ReaderRow, type ReceiptsSummary, rowsOf, summaryOf } from './receipts.view-model';

/** While the panel is open somebody may be opening the paper. */
const EVERY_MS = 30_000;

export type ReceiptsState =
  | { status: 'loading' }
  | { status: 'failed'; error: ApiError; retry(): void }
  | { status: 'ready'; rows: ReaderRow[]; summary: ReceiptsSummary; order: Order; stale: boolean };

/** Who has read a paper, in the order somebody chose. */
export function useReceipts({ id, pageCount }: PaperDocument): { state: ReceiptsState; sort(order: Order): void } {
  const { pick, language } = useI18n();
  const loaded = useApi(listReceipts, { params: { documentId: id } }, { every: EVERY_MS });
  const [chosen, sort] = useState<Order | null>(null);
  const told = loaded.status === 'ready' ? loaded.data : null;
  const rows = useMemo(() => (told ? rowsOf(told, pageCount) : []), [told, pageCount]);
  if (loaded.status !== 'ready') return { state: loaded, sort };
  const summary = summaryOf(loaded.data);
  const order = chosen ?? firstOrder(summary);
  return {
    state: {
      status: 'ready',
      rows: inOrder(rows, order, ({ name }) => pick(name), language),
      summary,
      order,
      stale: loaded.stale,
    },
    sort,
  };
}
