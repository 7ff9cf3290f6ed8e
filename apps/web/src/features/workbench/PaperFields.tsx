import type { AgendaItem, Meeting, PaperDocument } from '@app/contracts';
import { Hourglass, Trash2, TrendingDown } from 'lucide-react';
import { WeakerLabelDialog } from '../../classification';
import { countryName, useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { ChooseOne, EmbargoMark, FieldGroup } from '../../ui';
import { DialogButton } from './DialogButton';
import { EditableText } from './Editable';
import { EmbargoDialog } from './EmbargoDialog';
import type { PaperReceipts } from './others';
import { LabelDialogButton } from './LabelDialogButton';
import { WithdrawDialog } from './WithdrawDialog';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface PaperFieldsProps {
  meeting: Meeting;
  item: AgendaItem;
  document: PaperDocument;
  model: WorkbenchModel;
  Receipts: PaperReceipts;
}

/** One paper in the panel: its fields, and what narrows or widens who may read it. */
export function PaperFields({ meeting, item, document, model, Receipts }: PaperFieldsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const zone = zoneOf(useSignedIn().person.country);
  const edit = (fields: Parameters<WorkbenchModel['editDocument']>[2]) => void model.editDocument(item.id, document.id, fields);
  return (
    <FieldGroup label={document.title}>
      {document.abilities.edit && (
        <>
          <EditableText
            dense={false}
            label={t('workbench.paperTitle')}
            lang={document.language}
            value={document.title}
            onCommit={(title) => edit({ title })}
          />
          <ChooseOne
            label={t('workbench.paperLanguage')}
            value={document.language}
            onChange={(language) => edit({ language })}
            options={[
              { value: 'ar', text: t('workbench.arabic') },
              { value: 'en', text: t('workbench.english') },
            ]}
          />
          <LabelDialogButton
            label={document.label}
            floor={document.label}
            title={t('workbench.paperLabelTitle')}
            onChange={(label) => edit({ label })}
          />
        </>
      )}
      <p>
        {t('level.originatorField')}: <strong>{countryName(document.label.originator, i18n)}</strong>
      </p>
      {document.embargoUntil && (
        <p>
          <EmbargoMark until={document.embargoUntil} timeZone={zone} />
        </p>
      )}
      <div className={styles.steps}>
        <Receipts document={document} />
        {document.abilities.embargo && (
          <DialogButton icon={<Hourglass size={18} aria-hidden />} text={t('workbench.embargoTitle')}>
            {(close) => <EmbargoDialog document={document} startsAt={meeting.startsAt} model={model} onClose={close} />}
          </DialogButton>
        )}
        {document.abilities.requestLabel && (
          <DialogButton icon={<TrendingDown size={18} aria-hidden className="points" />} text={t('labels.wishTitle')}>
            {(close) => (
              <WeakerLabelDialog
                thing={{ kind: 'document', objectId: document.id, title: document.title, label: document.label }}
                onClose={close}
              />
            )}
          </DialogButton>
        )}
        {document.abilities.withdraw && (
          <DialogButton icon={<Trash2 size={18} aria-hidden />} text={t('workbench.withdrawTitle')}>
            {(close) => <WithdrawDialog document={document} model={model} onClose={close} />}
          </DialogButton>
        )}
      </div>
    </FieldGroup>
  );
}
