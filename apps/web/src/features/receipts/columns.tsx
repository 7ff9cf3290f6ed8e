import type { PaperDocument } from '@app/contracts';
import { countryName, dateIn, formatGregorian, formatTime, useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import type { Column } from '../../ui';
import { type ReaderRow, runsOf, type Seen } from './receipts.view-model';
import styles from './receipts.module.css';

type Opened = NonNullable<ReaderRow['opened']>;

/** The columns of a paper's readers; whoever has not opened it has one sentence in place of the rest. */
export function useReceiptColumns({ pageCount }: Pick<PaperDocument, 'pageCount'>): Column<ReaderRow>[] {
  const i18n = useI18n();
  const { t, pick, number } = i18n;
  const opened = (show: (opened: Opened) => React.ReactNode) => (row: ReaderRow) => row.opened && show(row.opened);
  return [
    {
      key: 'person',
      title: t('receipts.person'),
      wide: true,
      heads: true,
      cell: ({ person, seat, former }) => (
        <>
          <bdi>{pick(person.name)}</bdi>
          <span className={styles.second}>
            {seat ? `${t(`role.${seat.role}`)} — ${countryName(seat.delegation, i18n)}` : countryName(person.country, i18n)}
          </span>
          {former && <span className={styles.former}>{t('receipts.former')}</span>}
        </>
      ),
    },
    {
      key: 'last',
      title: t('receipts.last'),
      cell: (row) => (row.opened ? <Moment at={row.opened.last} /> : <span className={styles.notYet}>{t('receipts.notOpened')}</span>),
    },
    { key: 'first', title: t('receipts.first'), minor: true, cell: opened(({ first }) => <Moment at={first} />) },
    {
      key: 'times',
      title: t('receipts.times'),
      cell: opened(({ times, copies }) => (
        <div className={styles.times}>
          {number(times)}
          <span className={styles.second}>{t('receipts.copies', { numbers: copies.map(number).join(t('common.listSeparator')) })}</span>
        </div>
      )),
    },
    {
      key: 'seen',
      title: t('receipts.seen'),
      cell: opened(({ seen, outdated }) => <Sent seen={seen} pageCount={outdated ? null : pageCount} />),
    },
    {
      key: 'version',
      title: t('receipts.version'),
      cell: opened(({ version, outdated }) => (
        <>
          {number(version)}
          {outdated && <span className={styles.former}>{t('receipts.outdated')}</span>}
        </>
      )),
    },
  ];
}

/** Day over time, on the clocks of the reader of the panel. */
function Moment({ at }: { at: string }) {
  const { style } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  return (
    <time dateTime={at} className={styles.moment}>
      {formatGregorian(dateIn(at, zone), style)}
      <span className={styles.second}>{formatTime(at, zone, style)}</span>
    </time>
  );
}

function Sent({ seen: { whole, pages, share }, pageCount }: { seen: Seen; pageCount: number | null }) {
  const { t, number } = useI18n();
  if (whole) return t('receipts.whole');
  if (pages.length > 0) {
    const runs = runsOf(pages).map(({ from, to }) => (from === to ? number(from) : `${number(from)}–${number(to)}`));
    return (
      <>
        {t('receipts.pages', { pages: runs.join(t('common.listSeparator')) })}
        {pageCount !== null && <span className={styles.second}>{t('receipts.pagesOf', { count: pages.length, all: pageCount })}</span>}
      </>
    );
  }
  // Never rounded to all or nothing.
  return share > 0 ? t('receipts.share', { percent: Math.min(99, Math.max(1, Math.round(share * 100))) }) : t('receipts.nothing');
}
