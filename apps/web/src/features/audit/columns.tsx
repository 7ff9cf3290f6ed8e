import type { AuditEntryView } from '@app/contracts';
import { dateIn, formatGregorian, formatTime, useI18n } from '../../i18n';
import type { AuditEventKey } from '../../i18n/ar/auditEvent';
import { Button, type Column } from '../../ui';
import { detailsOf, paperOf } from './filter';
import styles from './audit.module.css';

/** The columns of the trail; a person and a paper are also filters. */
export function useColumns(zone: string, narrow: (field: 'person' | 'paper', id: string) => void): Column<AuditEntryView>[] {
  const { t, pick, style, number } = useI18n();
  return [
    {
      key: 'number',
      title: t('audit.number'),
      cell: (row) => (row.number ? number(Number(row.number)) : <span className={styles.small}>{t('audit.unsealed')}</span>),
      numeric: true,
    },
    {
      key: 'time',
      title: t('audit.time'),
      cell: (row) => (
        <time dateTime={row.at} className={styles.nowrap}>
          {formatGregorian(dateIn(row.at, zone), style)} — {formatTime(row.at, zone, style)}
        </time>
      ),
    },
    { key: 'event', title: t('audit.event'), cell: (row) => t(`auditEvent.${row.event.replace('.', '_') as AuditEventKey}`), wide: true },
    {
      key: 'outcome',
      title: t('audit.outcome'),
      cell: (row) => (
        <span className={styles.outcome} data-outcome={row.outcome}>
          {t(`audit.${row.outcome}`)}
        </span>
      ),
    },
    {
      key: 'actor',
      title: t('audit.actor'),
      wide: true,
      cell: ({ actor }) =>
        actor ? (
          <Button variant="quiet" aria-label={t('audit.onlyPerson', { name: pick(actor.name) })} onPress={() => narrow('person', actor.id)}>
            <bdi>{pick(actor.name)}</bdi>
          </Button>
        ) : (
          t('audit.nobody')
        ),
    },
    {
      key: 'data',
      title: t('audit.data'),
      cell: (row) => {
        const paper = paperOf(row);
        return (
          <>
            <code dir="ltr" className={styles.data}>
              {detailsOf(row).map(({ name, value }) => (
                <span key={name}>
                  {name}={value}
                </span>
              ))}
            </code>
            {paper && (
              <Button variant="quiet" onPress={() => narrow('paper', paper)}>
                {t('audit.onlyPaper')}
              </Button>
            )}
          </>
        );
      },
    },
  ];
}
