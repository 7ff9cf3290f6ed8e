import { CalendarDays, Contrast, FileCheck2, FileText, Languages, ListOrdered, Search, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/TextField';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { useNavigate } from 'react-router';
import type { SearchHit } from '@app/contracts';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { ErrorNote, LevelBadge } from '../../ui';
import { addressOfHit, type PaletteModel } from './palette.view-model';
import styles from './Palette.module.css';

export function Palette({ model }: { model: PaletteModel }) {
  const { t } = useI18n();
  const isOpen = useBehavior(model.isOpen);
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && model.close()} isDismissable className={styles.veil ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.hidden ?? ''}>
            {t('palette.title')}
          </Heading>
          <PaletteBody model={model} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Action {
  id: string;
  text: string;
  icon: ReactNode;
  run(): void;
}

function PaletteBody({ model }: { model: PaletteModel }) {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const words = useBehavior(model.words);
  const results = useBehavior(model.results);
  const hits = results.status === 'found' ? results.hits : [];
  const actions: Action[] = [
    { id: 'today', text: t('palette.goToday'), icon: <CalendarDays size={20} aria-hidden />, run: () => void navigate('/') },
    { id: 'releases', text: t('labels.title'), icon: <FileCheck2 size={20} aria-hidden />, run: () => void navigate('/releases') },
    { id: 'language', text: t('palette.changeLanguage'), icon: <Languages size={20} aria-hidden />, run: model.switchLanguage },
    { id: 'theme', text: t('palette.changeTheme'), icon: <Contrast size={20} aria-hidden />, run: model.switchTheme },
  ].filter((action) => action.text.toLowerCase().includes(words.trim().toLowerCase()));

  const choose = (id: string) => {
    const hit = hits.find((candidate) => idOf(candidate) === id);
    const action = actions.find((candidate) => candidate.id === id);
    model.close();
    if (hit) void navigate(addressOfHit(hit));
    else action?.run();
  };
  const sections = [
    { kind: 'meeting', title: t('palette.meetings'), icon: <Users size={20} aria-hidden /> },
    { kind: 'item', title: t('palette.agendaItems'), icon: <ListOrdered size={20} aria-hidden /> },
    { kind: 'paper', title: t('palette.papersFound'), icon: <FileText size={20} aria-hidden /> },
  ].map((section) => ({ ...section, hits: hits.filter((hit) => hit.kind === section.kind) }));

  return (
    <Autocomplete inputValue={words} onInputChange={model.type}>
      <SearchField aria-label={t('palette.placeholder')} autoFocus className={styles.field ?? ''}>
        <Search size={22} aria-hidden />
        <Input className={styles.input ?? ''} placeholder={t('palette.placeholder')} dir="auto" />
      </SearchField>
      <p role="status" className={styles.hidden}>
        {results.status === 'searching' && t('palette.searching')}
        {results.status === 'found' && t('palette.results', { count: hits.length })}
      </p>
      {results.status === 'failed' && <ErrorNote error={results.error} />}
      {results.status === 'found' && hits.length === 0 && <p className={styles.nothing}>{t('palette.nothing')}</p>}
      <ListBox aria-label={t('palette.title')} className={styles.list ?? ''} selectionMode="none" onAction={(key) => choose(String(key))}>
        {sections
          .filter((section) => section.hits.length > 0)
          .map((section) => (
            <ListBoxSection key={section.kind} id={section.kind}>
              <Header className={styles.head ?? ''}>{section.title}</Header>
              {section.hits.map((hit) => (
                <ListBoxItem key={idOf(hit)} id={idOf(hit)} textValue={titleOf(hit, i18n.pick)} className={styles.option ?? ''}>
                  {section.icon}
                  <span dir="auto" className={styles.title}>
                    {titleOf(hit, i18n.pick)}
                  </span>
                  {hit.kind === 'paper' && hit.page !== null && (
                    <span className={styles.page}>{t('palette.onPage', { page: i18n.number(hit.page) })}</span>
                  )}
                  <LevelBadge level={hit.level} of={hit} />
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        {actions.length > 0 && (
          <ListBoxSection id="actions">
            <Header className={styles.head ?? ''}>{t('palette.actions')}</Header>
            {actions.map((action) => (
              <ListBoxItem key={action.id} id={action.id} textValue={action.text} className={styles.option ?? ''}>
                {action.icon}
                <span className={styles.title}>{action.text}</span>
              </ListBoxItem>
            ))}
          </ListBoxSection>
        )}
      </ListBox>
      <p className={styles.hint}>{t('palette.hint')}</p>
    </Autocomplete>
  );
}

function idOf(hit: SearchHit): string {
  if (hit.kind === 'paper') return hit.documentId;
  return hit.kind === 'item' ? hit.itemId : hit.meetingId;
}

function titleOf(hit: SearchHit, pick: (text: { ar: string; en: string }) => string): string {
  return hit.kind === 'paper' ? hit.title : pick(hit.title);
}
