import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import styles from './Reader.module.css';
import type { OpenPaper } from './reader.view-model';
import { ToolButton } from './ToolButton';

/** Search in the paper: what to look for, how often it is there, and from one place to the next. */
export function SearchBar({ paper }: { paper: OpenPaper }) {
  const { t } = useI18n();
  const { search } = paper;
  const field = useRef<HTMLInputElement>(null);
  const query = useBehavior(search.query);
  const status = useBehavior(search.status);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // The field is gone and the focus with it: back to where one came from.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const asked = useBehavior(search.asked);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  if (status.kind === 'unavailable') {
    return (
      <div className={styles.search} role="search">
        <p className={styles.searchWords} role="status">
          {t('reader.searchUnavailable')}
        </p>
        <ToolButton label={t('reader.closeSearch')} icon={X} onPress={search.hide} />
      </div>
    );
  }

  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (event.shiftKey) search.previous();
    else search.next();
  };
  const found = status.kind === 'idle' ? 0 : status.found;
  return (
    <div className={styles.search} role="search">
      <input
        ref={field}
        type="search"
        dir="auto"
        autoComplete="off"
        aria-label={t('reader.searchField')}
        placeholder={t('reader.searchField')}
        value={query}
        onChange={(event) => search.setQuery(event.target.value)}
        onKeyDown={keys}
      />
      <SearchCount paper={paper} />
      <ToolButton label={t('reader.previousMatch')} icon={ChevronUp} onPress={found > 0 ? search.previous : null} />
      <ToolButton label={t('reader.nextMatch')} icon={ChevronDown} onPress={found > 0 ? search.next : null} />
      <ToolButton label={t('reader.closeSearch')} icon={X} onPress={search.hide} />
    </div>
  );
}

function SearchCount({ paper }: { paper: OpenPaper }) {
  const { t } = useI18n();
  const status = useBehavior(paper.search.status);
  const position = useBehavior(paper.search.position);
  const words = () => {
    if (status.kind === 'searching' && status.found === 0) {
      return t('reader.searching', { page: status.page, count: paper.view.pages.length });
    }
    if (status.kind !== 'searching' && status.kind !== 'done') return '';
    if (status.found === 0) return t('reader.noMatch');
    return position > 0 ? t('reader.matchOf', { position, count: status.found }) : t('reader.matches', { count: status.found });
  };
  return (
    <span className={styles.count} role="status">
      {words()}
    </span>
  );
}
