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
      cell: (row) => (row.opened ? <Openings {...row.opened} /> : <span className={styles.notYet}>{t('receipts.notOpened')}</span>),
    },
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

/** The last opening, and the first where it was another one; on the clocks of the reader of the panel. */
function Openings({ first, last }: Opened) {
  const { t, style } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  const moment = (at: string) => `${formatGregorian(dateIn(at, zone), style)}${t('common.listSeparator')}${formatTime(at, zone, style)}`;
  return (
    <div className={styles.moment}>
      <time dateTime={last}>{moment(last)}</time>
      {first !== last && (
        <span className={styles.second}>
          {t('receipts.first')} <time dateTime={first}>{moment(first)}</time>
        </span>
      )}
    </div>
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
