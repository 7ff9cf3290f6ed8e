import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useI18n } from '../i18n';
import { IconButton } from './Button';
import styles from './Dialog.module.css';

export interface DialogProps {
  isOpen: boolean;
  onClose(): void;
  title: string;
  children: ReactNode;
  /** Buttons at the foot, the main one first. */
  actions?: ReactNode;
  /** `side` opens at the end of the line and leaves the rest in sight. */
  shape?: 'centre' | 'wide' | 'side';
}

export function Dialog({ isOpen, onClose, title, children, actions, shape = 'centre' }: DialogProps) {
  const { t } = useI18n();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
      className={styles.veil ?? ''}
      data-shape={shape}
    >
      <Modal className={styles.modal ?? ''} data-shape={shape}>
        <AriaDialog className={styles.dialog ?? ''}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={t('common.close')} icon={<X size={20} aria-hidden />} onPress={onClose} />
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
