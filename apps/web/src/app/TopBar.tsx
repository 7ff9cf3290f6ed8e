import type { SessionState } from '@app/contracts';
import { Languages, Moon, Search, Sun } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import { Palette } from '../features/palette';
import { useI18n } from '../i18n';
import { useServices } from '../services';
import type { SignedIn } from '../session/useSignedIn';
import { useBehavior, useScoped } from '../state';
import { IconButton, Tip } from '../ui';
import { PersonMenu } from './PersonMenu';
import { createPalette } from './palette';
import { useDark } from './useDark';
import styles from './TopBar.module.css';

interface TopBarProps {
  mode: SessionState['mode'];
  person: SignedIn['person'] | null;
}

export function TopBar({ mode, person }: TopBarProps) {
  const { t, language } = useI18n();
  const { session } = useServices();
  const dark = useDark(useBehavior(session.preferences).theme);
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.mark ?? ''}>
        <img src="/mark.svg" alt="" width={32} height={32} />
        <span className={styles.product}>{t('common.product')}</span>
      </Link>
      {mode === 'demo' && (
        <Tip text={t('common.demoExplained')}>
          <AriaButton className={styles.ribbon ?? ''}>
            <span>{t('common.demoRibbon')}</span>
          </AriaButton>
        </Tip>
      )}
      <span className={styles.space} />
      {/* What one person searched for is not on the screen of the next. */}
      {person && !person.systemRole && <SearchButton key={person.id} />}
      <AriaButton
        className={styles.language ?? ''}
        lang={other}
        onPress={() => void session.prefer({ language: other, digits: other === 'ar' ? 'arab' : 'latn' })}
      >
        <Languages size={20} aria-hidden />
        <span>{t('common.otherLanguage')}</span>
      </AriaButton>
      <IconButton
        label={dark ? t('common.themeLight') : t('common.themeDark')}
        icon={dark ? <Sun size={20} aria-hidden /> : <Moon size={20} aria-hidden />}
        onPress={() => void session.prefer({ theme: dark ? 'light' : 'dark' })}
      />
      {person && <PersonMenu person={person} />}
    </header>
  );
}

function SearchButton() {
  const { t } = useI18n();
  const services = useServices();
  const palette = useScoped('palette', (scope) => createPalette(scope, services));
  if (!palette) return null;
  return (
    <>
      <AriaButton className={styles.search ?? ''} aria-keyshortcuts="Control+K Meta+K" onPress={() => palette.open()}>
        <Search size={20} aria-hidden />
        <span>{t('common.searchHint')}</span>
        <kbd dir="ltr" aria-hidden>
          Ctrl K
        </kbd>
      </AriaButton>
      <Palette model={palette} />
    </>
  );
}
