import type { AgendaItem, Country, Meeting } from '@app/contracts';
import { ListChecks, Trash2, TrendingDown } from 'lucide-react';
import { useState } from 'react';
import { OriginField, WeakerLabelDialog } from '../../classification';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, ChooseOne, Dialog, EmptyState, ErrorNote, FieldGroup, ListedMark } from '../../ui';
import { DialogButton } from './DialogButton';
import { EditableMinutes, EditableText } from './Editable';
import { ItemPapers } from './ItemPapers';
import { LabelDialogButton } from './LabelDialogButton';
import { originsUnder } from './origins';
import type { PaperReceipts } from './others';
import { PaperFields } from './PaperFields';
import { RestrictionsDialog } from './RestrictionsDialog';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface ItemPanelProps {
  meeting: Meeting;
  item: AgendaItem;
  model: WorkbenchModel;
  Receipts: PaperReceipts;
  onClose(): void;
}

/** Everything of one item, beside the table. Each field is stored by itself, as in the table. */
export function ItemPanel({ meeting, item, model, Receipts, onClose }: ItemPanelProps) {
  const { t, number, pick } = useI18n();
  const { uploads } = useServices();
  const pending = useBehavior(uploads.list);
  const failure = useBehavior(model.failures).get(item.id);
  const [chosen, setChosen] = useState<Country | null>(null);
  const { content, coverTitle } = item;
  const title = t('workbench.panelTitle', { number: number(item.number) });
  if (!content) {
    return (
      <Dialog isOpen onClose={onClose} title={title} shape="side">
        <EmptyState title={pick(coverTitle)} text={t('workbench.covered')} />
      </Dialog>
    );
  }
  const origins = originsUnder(content.label, meeting.participants);
  const origin = origins.find((country) => country === chosen) ?? content.label.originator;
  const edit = (fields: Parameters<WorkbenchModel['editItem']>[1]) => void model.editItem(item.id, fields);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      shape="side"
      actions={
        content.abilities.edit && (
          <Button
            variant="danger"
            icon={<Trash2 size={18} aria-hidden />}
            onPress={() => {
              onClose();
              model.removeItem(item.id);
            }}
          >
            {t('workbench.removeItem')}
          </Button>
        )
      }
    >
      {failure && <ErrorNote error={failure} />}
      <FieldGroup label={t('workbench.columnCover')} help={t('workbench.coverHelp')}>
        <EditableText
          dense={false}
          label={t('workbench.coverAr')}
          lang="ar"
          value={coverTitle.ar}
          onCommit={(ar) => edit({ coverTitle: { ...coverTitle, ar } })}
        />
        <EditableText
          dense={false}
          label={t('workbench.coverEn')}
          lang="en"
          value={coverTitle.en}
          onCommit={(en) => edit({ coverTitle: { ...coverTitle, en } })}
        />
      </FieldGroup>
      <FieldGroup label={t('workbench.columnTitle')} help={t('workbench.titleHelp')}>
        <EditableText
          dense={false}
          label={t('workbench.titleAr')}
          lang="ar"
          value={content.title.ar}
          onCommit={(ar) => edit({ title: { ...content.title, ar } })}
        />
        <EditableText
          dense={false}
          label={t('workbench.titleEn')}
          lang="en"
          value={content.title.en}
          onCommit={(en) => edit({ title: { ...content.title, en } })}
        />
      </FieldGroup>
      <ChooseOne
        label={t('workbench.type')}
        value={content.type}
        onChange={(type) => edit({ type })}
        options={[
          { value: 'information', text: t('room.typeInformation') },
          { value: 'decision', text: t('room.typeDecision') },
        ]}
      />
      <EditableMinutes dense={false} label={t('workbench.minutesField')} value={item.minutes} onCommit={(minutes) => edit({ minutes })} />
      <FieldGroup label={t('workbench.columnLabel')}>
        <LabelDialogButton
          label={content.label}
          floor={content.label}
          title={t('workbench.labelTitle', { number: number(item.number) })}
          onChange={(label) => edit({ label })}
        />
        {content.listed && (
          <p>
            <ListedMark />
          </p>
        )}
        <div className={styles.steps}>
          {content.abilities.restrict && (
            <DialogButton icon={<ListChecks size={18} aria-hidden />} text={t('workbench.needToKnow')}>
              {(close) => <RestrictionsDialog item={item} participants={meeting.participants} model={model} onClose={close} />}
            </DialogButton>
          )}
          {content.abilities.requestLabel && (
            <DialogButton icon={<TrendingDown size={18} aria-hidden className="points" />} text={t('labels.wishTitle')}>
              {(close) => (
                <WeakerLabelDialog
                  thing={{ kind: 'item', objectId: item.id, title: pick(content.title), label: content.label }}
                  onClose={close}
                />
              )}
            </DialogButton>
          )}
        </div>
      </FieldGroup>
      <FieldGroup label={t('workbench.columnPapers')}>
        {content.documents.map((document) => (
          <PaperFields key={document.id} meeting={meeting} item={item} document={document} model={model} Receipts={Receipts} />
        ))}
        {content.abilities.upload && origins.length > 1 && (
          <OriginField label={t('workbench.papersOrigin')} value={origin} origins={origins} onChange={setChosen} />
        )}
        <ItemPapers
          item={item}
          content={{ ...content, documents: [] }}
          model={model}
          uploads={pending.filter((upload) => upload.itemId === item.id)}
          origin={origin}
          inPanel
        />
      </FieldGroup>
    </Dialog>
  );
}
