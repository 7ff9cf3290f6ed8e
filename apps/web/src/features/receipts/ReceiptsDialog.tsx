import type { PaperDocument } from '@app/contracts';
import { BookOpen, LockKeyhole } from 'lucide-react';
import { useClassification } from '../../classification';
import { useI18n } from '../../i18n';
import { Dialog, EmptyState, ErrorState, LabelBadge, Loading, Select, Skeleton, Table } from '../../ui';
import { useReceiptColumns } from './columns';
import { ORDERS, type ReceiptsSummary } from './receipts.view-model';
import { type ReceiptsState, useReceipts } from './useReceipts';
import styles from './receipts.module.css';

/** Who has read a paper: everybody who may open it where that is told, and what was sent to whom. */
export function ReceiptsDialog({ document, onClose }: { document: PaperDocument; onClose(): void }) {
  const { t } = useI18n();
  useClassification(document.label);
  const { state, sort } = useReceipts(document);
  return (
    <Dialog isOpen onClose={onClose} title={t('receipts.title')} shape="wide">
      <div className={styles.paper}>
        <strong dir="auto">{document.title}</strong>
        <span className={styles.facts}>
          <LabelBadge label={document.label} />
          <span>{t('common.pages', { count: document.pageCount })}</span>
        </span>
      </div>
      {state.status === 'loading' && (
        <Loading>
          <div className={styles.waiting}>
            <Skeleton height="4rem" />
            {['a', 'b', 'c'].map((key) => (
              <Skeleton key={key} height="2.5rem" />
            ))}
          </div>
        </Loading>
      )}
      {state.status === 'failed' &&
        (state.error.code === 'not_found' ? (
          <EmptyState
            title={t('receipts.notTold')}
            text={t('receipts.notToldText')}
            icon={<LockKeyhole size={30} strokeWidth={1.5} aria-hidden />}
          />
        ) : (
          <ErrorState error={state.error} retry={state.retry} />
        ))}
      {state.status === 'ready' && <Told state={state} document={document} sort={sort} />}
    </Dialog>
  );
}

interface ToldProps {
  state: Extract<ReceiptsState, { status: 'ready' }>;
  document: PaperDocument;
  sort: ReturnType<typeof useReceipts>['sort'];
}

function Told({ state: { rows, summary, order, stale }, document, sort }: ToldProps) {
  const { t } = useI18n();
  const columns = useReceiptColumns(document);
  const orders = ORDERS.filter((one) => one !== 'notYet' || summary.mayOpen !== null);
  if (rows.length === 0) {
    return (
      <EmptyState title={t('receipts.none')} text={t('receipts.noneText')} icon={<BookOpen size={30} strokeWidth={1.5} aria-hidden />} />
    );
  }
  return (
    <>
      <div className={styles.head}>
        <Summary summary={summary} />
        <Select
          label={t('receipts.order')}
          value={order}
          onChange={sort}
          options={orders.map((value) => ({ value, text: t(`receipts.order_${value}`) }))}
        />
      </div>
      {stale && (
        <p role="status" className={styles.stale}>
          {t('receipts.stale')}
        </p>
      )}
      <Table caption={t('receipts.ofPaper', { title: document.title })} columns={columns} rows={rows} keyOf={(row) => row.person.id} />
      <div className={styles.notes}>
        <p>{t('receipts.sentNote')}</p>
        <p>{t(summary.mayOpen === null ? 'receipts.openedOnlyNote' : 'receipts.mayOpenNote')}</p>
      </div>
    </>
  );
}

function Summary({ summary }: { summary: ReceiptsSummary }) {
  const { t, number } = useI18n();
  const facts = [
    { text: t('receipts.mayOpen'), count: summary.mayOpen },
    { text: t('receipts.opened'), count: summary.opened },
    { text: t('receipts.notYet'), count: summary.notYet },
    { text: t('receipts.openings'), count: summary.openings },
  ];
  return (
    <dl className={styles.summary}>
      {facts.map(
        ({ text, count }) =>
          count !== null && (
            <div key={text}>
              <dt>{text}</dt>
              <dd>{number(count)}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
