import type { PaperDocument } from '@app/contracts';
import { BookOpenCheck } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Button, IconButton } from '../../ui';
import { ReceiptsDialog } from './ReceiptsDialog';

interface ReceiptsButtonProps {
  document: PaperDocument;
  /** `icon` where papers stand close together; its name says which one it is about. */
  look?: 'text' | 'icon';
}

/** Opens who has read a paper; not there for whoever is not told. */
export function ReceiptsButton({ document, look = 'text' }: ReceiptsButtonProps) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  if (!document.abilities.receipts) return null;
  const label = t('receipts.ofPaper', { title: document.title });
  const icon = <BookOpenCheck size={18} strokeWidth={1.75} aria-hidden />;
  const open = () => setOpen(true);
  return (
    <>
      {look === 'icon' ? (
        <IconButton label={label} icon={icon} onPress={open} />
      ) : (
        <Button variant="quiet" icon={icon} aria-label={label} onPress={open}>
          {t('receipts.title')}
        </Button>
      )}
      {isOpen && <ReceiptsDialog document={document} onClose={() => setOpen(false)} />}
    </>
  );
}
