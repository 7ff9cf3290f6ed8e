import type { Label } from '@app/contracts';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { LabelFields } from '../../classification';
import { useI18n } from '../../i18n';
import { Button, Dialog, LabelBadge } from '../../ui';
import styles from './ItemsTable.module.css';

interface LabelDialogButtonProps {
  label: Label;
  title: string;
  floor?: Label | undefined;
  onChange(label: Label): void;
}

/** Shows a label; pressing it opens its editor. */
export function LabelDialogButton({ label, title, floor, onChange }: LabelDialogButtonProps) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState<Label | null>(label);
  return (
    <>
      <AriaButton
        className={styles.labelButton ?? ''}
        onPress={() => {
          setDraft(label);
          setOpen(true);
        }}
      >
        <LabelBadge label={label} />
      </AriaButton>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        actions={
          <>
            <Button
              variant="primary"
              isDisabled={draft === null}
              onPress={() => {
                if (!draft) return;
                onChange(draft);
                setOpen(false);
              }}
            >
              {t('common.save')}
            </Button>
            <Button onPress={() => setOpen(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <LabelFields value={label} onChange={setDraft} floor={floor} />
      </Dialog>
    </>
  );
}
