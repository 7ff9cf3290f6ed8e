import type { Language } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { NumberField, TextField } from '../../ui';

interface EditableTextProps {
  label: string;
  lang: Language;
  value: string;
  onCommit(value: string): void;
  /** In a table the column head is the label. */
  dense?: boolean;
  help?: string;
}

/** A text edited in place: stored on leaving it or on Enter, taken back on Escape, never stored empty. */
export function EditableText({ label, lang, value, onCommit, dense = true, help }: EditableTextProps) {
  const { t } = useI18n();
  const [draft, setDraft] = useState<string | null>(null);
  const empty = draft !== null && draft.trim() === '';
  const commit = () => {
    if (draft === null || empty) return;
    setDraft(null);
    if (draft.trim() !== value) onCommit(draft.trim());
  };
  return (
    <TextField
      label={label}
      labelHidden={dense}
      dense={dense}
      lang={lang}
      dir={lang === 'ar' ? 'rtl' : 'ltr'}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={() => (empty ? setDraft(null) : commit())}
      error={empty ? t('workbench.required') : undefined}
      {...(help ? { help } : {})}
      maxLength={300}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape' && draft !== null) setDraft(null);
        else event.continuePropagation();
      }}
    />
  );
}

interface EditableMinutesProps {
  label: string;
  value: number | null;
  onCommit(value: number | null): void;
  dense?: boolean;
}

/** What was typed stays until what is stored changes: on a slow line the old number must not come back for a moment. */
export function EditableMinutes({ label, value, onCommit, dense = true }: EditableMinutesProps) {
  const [typed, setTyped] = useState<{ over: number | null; minutes: number | null } | null>(null);
  const shown = typed && typed.over === value ? typed.minutes : value;
  const commit = (minutes: number | null) => {
    setTyped({ over: value, minutes });
    onCommit(minutes);
  };
  return (
    <NumberField
      label={label}
      labelHidden={dense}
      dense={dense}
      value={shown ?? Number.NaN}
      minValue={1}
      maxValue={600}
      onChange={(minutes) => commit(Number.isNaN(minutes) ? null : minutes)}
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
    />
  );
}
