import { Building2, CalendarDays, FileCheck2, KeyRound, ListChecks, LogOut, ShieldCheck, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { placesOf } from '../administration';
import { countryName, failureText, useI18n } from '../i18n';
import { useServices } from '../services';
import { useSignedIn, type SignedIn } from '../session/useSignedIn';
import { useBehavior } from '../state';
import { Avatar, ChooseOne, Menu, type MenuEntry } from '../ui';
import { toApiError } from '../wire';
import styles from './PersonMenu.module.css';

const ICONS: Readonly<Record<string, ReactNode>> = {
  '/clearances': <ShieldCheck size={20} aria-hidden />,
  '/accounts': <Users size={20} aria-hidden />,
  '/sites': <Building2 size={20} aria-hidden />,
};

export function PersonMenu({ person }: { person: SignedIn['person'] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { session, toasts } = useServices();
  const { abilities } = useSignedIn();
  const { theme, digits } = useBehavior(session.preferences);
  const name = i18n.pick(person.name);

  const leave = () => {
    toasts.passAll();
    session.signOut().then(
      (elsewhere) => elsewhere !== null && window.location.assign(elsewhere),
      (thrown: unknown) => void toasts.show(failureText(t, toApiError(thrown).code).what, { tone: 'bad' }),
    );
  };
  const entries: MenuEntry[] = [
    ...(person.systemRole
      ? []
      : [
          { id: 'today', text: t('common.today'), icon: <CalendarDays size={20} aria-hidden />, href: '/' },
          { id: 'releases', text: t('labels.title'), icon: <FileCheck2 size={20} aria-hidden />, href: '/releases' },
        ]),
    ...placesOf(abilities).map(({ href, text }) => ({ id: href, text: t(text), icon: ICONS[href], href })),
    ...(abilities.readAudit ? [{ id: 'audit', text: t('common.audit'), icon: <ListChecks size={20} aria-hidden />, href: '/audit' }] : []),
    { id: 'security', text: t('common.security'), icon: <KeyRound size={20} aria-hidden />, href: '/security' },
    { id: 'leave', text: t('common.signOut'), icon: <LogOut size={20} aria-hidden className="points" />, run: leave },
  ];
  return (
    <Menu
      label={t('common.personMenu', { name })}
      entries={entries}
      trigger={
        <Button className={styles.trigger ?? ''} aria-label={t('common.personMenu', { name })}>
          <Avatar name={name} size="small" />
        </Button>
      }
      head={
        <>
          <div>
            <p className={styles.name} dir="auto">
              {name}
            </p>
            <p className={styles.country}>{person.systemRole ? t(`role.${person.systemRole}`) : countryName(person.country, i18n)}</p>
          </div>
          <ChooseOne
            label={t('common.theme')}
            value={theme}
            onChange={(value) => void session.prefer({ theme: value })}
            options={[
              { value: 'system', text: t('common.themeSystem') },
              { value: 'light', text: t('common.themeLight') },
              { value: 'dark', text: t('common.themeDark') },
            ]}
          />
          <ChooseOne
            label={t('common.digits')}
            value={digits}
            onChange={(value) => void session.prefer({ digits: value })}
            options={[
              { value: 'arab', text: t('common.digitsArab') },
              { value: 'latn', text: t('common.digitsLatn') },
            ]}
          />
        </>
      }
    />
  );
}
