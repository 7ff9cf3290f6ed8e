import type { AgendaItem, Meeting } from '@app/contracts';
import { FileText, LockKeyhole } from 'lucide-react';
import { Link } from 'react-aria-components/Link';
import { useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair, EmbargoMark, EmptyState, LevelBadge, ListedMark } from '../../ui';
import { AskRelease } from '../labels';
import { ReceiptsButton } from '../receipts';
import { addressOfItem, addressOfPaper, type Chosen } from './chosen';
import styles from './AgendaRail.module.css';

interface AgendaRailProps {
  meeting: Meeting;
  chosen: Chosen;
  onChosen(): void;
}

export function AgendaRail({ meeting, chosen, onChosen }: AgendaRailProps) {
  const { t, pick } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  return (
    <div className={styles.agenda}>
      <header className={styles.head}>
        <p className={styles.body} dir="auto">
          {pick(meeting.body.name)}
        </p>
        <h1 className={styles.title} dir="auto">
          {pick(meeting.title)}
        </h1>
        <p className={styles.date}>
          <DatePair instant={meeting.startsAt} timeZone={zone} withTime />
        </p>
        {meeting.state === 'draft' && <p className={styles.draft}>{t('room.draftNotice')}</p>}
      </header>
      {meeting.items.length === 0 && <EmptyState title={t('room.noItems')} text={t('room.noItemsText')} />}
      <ol className={styles.items}>
        {meeting.items.map((item) => (
          <Item key={item.id} item={item} zone={zone} chosen={chosen} mayAsk={meeting.state !== 'draft'} onChosen={onChosen} />
        ))}
      </ol>
    </div>
  );
}

interface ItemProps {
  item: AgendaItem;
  zone: string;
  chosen: Chosen;
  /** Nobody asks about a draft: those who see it prepare it. */
  mayAsk: boolean;
  onChosen(): void;
}

function Item({ item, zone, chosen, mayAsk, onChosen }: ItemProps) {
  const { t, pick, number } = useI18n();
  const { content } = item;
  const isOpen = chosen.item?.id === item.id;
  return (
    <li className={styles.item} data-open={isOpen}>
      <Link
        href={addressOfItem(item.id)}
        onPress={onChosen}
        className={styles.link ?? ''}
        {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      >
        <span className={styles.number}>{number(item.number)}</span>
        <span className={styles.words}>
          <span className={styles.name} dir="auto">
            {pick(content ? content.title : item.coverTitle)}
          </span>
          {content && (
            <span className={styles.facts}>
              <span>{content.type === 'decision' ? t('room.typeDecision') : t('room.typeInformation')}</span>
              {item.minutes !== null && <span>{t('common.minutes', { count: item.minutes })}</span>}
              <LevelBadge level={content.label.level} of={content.label} />
              {content.listed && <ListedMark />}
            </span>
          )}
          {!content && item.minutes !== null && <span className={styles.facts}>{t('common.minutes', { count: item.minutes })}</span>}
        </span>
        {!content && (
          <span className={styles.lock} role="img" aria-label={t('room.covered')}>
            <LockKeyhole size={18} strokeWidth={1.75} aria-hidden />
          </span>
        )}
      </Link>
      {isOpen && content && content.documents.length > 0 && (
        <ul className={styles.papers}>
          {content.documents.map((document) => (
            <li key={document.id} className={styles.paperRow}>
              <Link
                href={addressOfPaper(item.id, document.id)}
                onPress={onChosen}
                className={styles.paper ?? ''}
                {...(chosen.documentId === document.id ? { 'aria-current': 'page' as const } : {})}
              >
                <FileText size={18} strokeWidth={1.75} aria-hidden />
                <span className={styles.words}>
                  <span dir="auto">{document.title}</span>
                  <span className={styles.facts}>
                    <span>{t('common.pages', { count: document.pageCount })}</span>
                    {document.label.level !== content.label.level && <LevelBadge level={document.label.level} of={document.label} />}
                    {document.embargoUntil && <EmbargoMark until={document.embargoUntil} timeZone={zone} />}
                  </span>
                </span>
              </Link>
              <ReceiptsButton document={document} look="icon" />
            </li>
          ))}
        </ul>
      )}
      {/* The same for every item, whatever lies behind it: an offer here and none there would tell. */}
      {isOpen && mayAsk && <AskRelease item={item} />}
    </li>
  );
}
