import type { ItemType, Label, Meeting } from '@app/contracts';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { LabelFields } from '../../classification';
import { useI18n } from '../../i18n';
import { Button, ChooseOne, Dialog, ErrorNote, FieldGroup, TextField } from '../../ui';
import { toApiError, type ApiError } from '../../wire';
import { EditableMinutes } from './Editable';
import { originsUnder } from './origins';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface NewItemPanelProps {
  meeting: Meeting;
  number: number;
  model: WorkbenchModel;
  onClose(): void;
}

/** A new item is labelled before it exists: afterwards its label can only become stricter. */
export function NewItemPanel({ meeting, number, model, onClose }: NewItemPanelProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [cover, setCover] = useState({ ar: '', en: '' });
  const [title, setTitle] = useState({ ar: '', en: '' });
  const [type, setType] = useState<ItemType>('information');
  const [minutes, setMinutes] = useState<number | null>(10);
  const [label, setLabel] = useState<Label | null>(meeting.label);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const add = async () => {
    if (!label) return;
    setBusy(true);
    setError(null);
    // What is left out says the same as its neighbour: one text is enough to begin.
    const coverTitle = { ar: cover.ar || cover.en, en: cover.en || cover.ar };
    const realTitle = { ar: title.ar || coverTitle.ar, en: title.en || title.ar || coverTitle.en };
    try {
      await model.addItem({ coverTitle, title: realTitle, type, minutes, label });
      onClose();
    } catch (thrown) {
      setError(toApiError(thrown));
      setBusy(false);
    }
  };
  const text = (value: string, set: (text: string) => void, lang: 'ar' | 'en', key: 'cover' | 'title', first = false) => (
    <TextField
      label={t(`workbench.${key}${lang === 'ar' ? 'Ar' : 'En'}`)}
      lang={lang}
      dir={lang === 'ar' ? 'rtl' : 'ltr'}
      value={value}
      onChange={set}
      isRequired={first}
      autoFocus={first}
      maxLength={200}
    />
  );
  return (
    <Dialog isOpen onClose={onClose} title={`${t('workbench.newItemTitle')} ${i18n.number(number)}`} shape="side">
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        {error && <ErrorNote error={error} />}
        <FieldGroup label={t('workbench.columnCover')} help={t('workbench.coverHelp')}>
          {text(cover.ar, (ar) => setCover({ ...cover, ar }), 'ar', 'cover', true)}
          {text(cover.en, (en) => setCover({ ...cover, en }), 'en', 'cover')}
        </FieldGroup>
        <FieldGroup label={t('workbench.columnTitle')} help={t('workbench.titleHelp')}>
          {text(title.ar, (ar) => setTitle({ ...title, ar }), 'ar', 'title')}
          {text(title.en, (en) => setTitle({ ...title, en }), 'en', 'title')}
        </FieldGroup>
        <ChooseOne
          label={t('workbench.type')}
          value={type}
          onChange={(chosen) => setType(chosen)}
          options={[
            { value: 'information', text: t('room.typeInformation') },
            { value: 'decision', text: t('room.typeDecision') },
          ]}
        />
        <EditableMinutes dense={false} label={t('workbench.minutesField')} value={minutes} onCommit={setMinutes} />
        <LabelFields value={meeting.label} onChange={setLabel} origins={originsUnder(meeting.label, meeting.participants)} />
        <div className={styles.formActions}>
          <Button type="submit" variant="primary" isPending={busy} isDisabled={label === null}>
            {t('workbench.addItem')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
