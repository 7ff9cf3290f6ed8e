import type { AuditEntryView } from '@app/contracts';
import { dateIn, formatGregorian, formatTime, useI18n } from '../../i18n';
import type { AuditEventKey } from '../../i18n/ar/auditEvent';
import { Button, type Column, LabelBadge } from '../../ui';
import { type Detail, detailsOf } from './details';
import { paperOf } from './filter';
import styles from './audit.module.css';

type Narrow = (field: 'person' | 'paper', id: string) => void;

/** The columns of the trail; a person and a paper are also filters. */
export function useColumns(zone: string, narrow: Narrow): Column<AuditEntryView>[] {
  const { t, style, number } = useI18n();
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
        <time dateTime={row.at} className={styles.moment}>
          {formatGregorian(dateIn(row.at, zone), style)}
          <span className={styles.small}>{formatTime(row.at, zone, style, true)}</span>
        </time>
      ),
    },
    {
      key: 'event',
      title: t('audit.event'),
      heads: true,
      cell: (row) => <span className={styles.event}>{t(`auditEvent.${row.event.replace('.', '_') as AuditEventKey}`)}</span>,
    },
    {
      key: 'outcome',
      title: t('audit.outcome'),
      cell: (row) => (
        <span className={styles.outcome} data-outcome={row.outcome}>
          {t(`audit.${row.outcome}`)}
        </span>
      ),
    },
    { key: 'actor', title: t('audit.actor'), cell: (row) => <Actor entry={row} narrow={narrow} /> },
    { key: 'data', title: t('audit.data'), wide: true, cell: (row) => <Data entry={row} zone={zone} narrow={narrow} /> },
  ];
}

/** Who did it. Before a sign-in nobody is there yet: then whose account the entry is about. */
function Actor({ entry: { actor, about }, narrow }: { entry: AuditEntryView; narrow: Narrow }) {
  const { t } = useI18n();
  if (!actor && !about) return <span className={styles.small}>{t('audit.nobody')}</span>;
  return (
    <div className={styles.actor}>
      {actor && <PersonFilter person={actor} narrow={narrow} />}
      {about && about.id !== actor?.id && (
        <>
          <span className={styles.small}>{t(actor ? 'audit.doneTo' : 'audit.onAccountOf')}</span>
          <PersonFilter person={about} narrow={narrow} />
        </>
      )}
    </div>
  );
}

function PersonFilter({ person, narrow }: { person: NonNullable<AuditEntryView['actor']>; narrow: Narrow }) {
  const { t, pick } = useI18n();
  const name = pick(person.name);
  return (
    <span className={styles.link}>
      <Button variant="quiet" aria-label={t('audit.onlyPerson', { name })} onPress={() => narrow('person', person.id)}>
        <bdi>{name}</bdi>
      </Button>
    </span>
  );
}

function Data({ entry, zone, narrow }: { entry: AuditEntryView; zone: string; narrow: Narrow }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const { facts, ids } = detailsOf(entry, i18n, zone);
  const paper = paperOf(entry);
  return (
    <div className={styles.data}>
      {facts.length > 0 && <Pairs details={facts} />}
      {ids.length > 0 && (
        <details className={styles.ids}>
          <summary>{t('audit.ids', { count: number(ids.length) })}</summary>
          <Pairs details={ids} />
        </details>
      )}
      {paper && (
        <span className={styles.link}>
          <Button variant="quiet" onPress={() => narrow('paper', paper)}>
            {t('audit.onlyPaper')}
          </Button>
        </span>
      )}
    </div>
  );
}

function Pairs({ details }: { details: readonly Detail[] }) {
  return (
    <dl className={styles.pairs}>
      {details.map(({ name, text, raw, label }) => (
        <div key={name + text}>
          <dt>{name}</dt>
          <dd>{label ? <LabelBadge label={label} /> : raw ? <code dir="ltr">{text}</code> : text}</dd>
        </div>
      ))}
    </dl>
  );
}
