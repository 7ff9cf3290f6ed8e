import type { AgendaItem, PaperDocument } from '@app/contracts';
import { Trash2 } from 'lucide-react';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, ChooseOne, Dialog, EmptyState, ErrorNote, FieldGroup } from '../../ui';
import { EditableMinutes, EditableText } from './Editable';
import { ItemPapers } from './ItemPapers';
import { LabelDialogButton } from './LabelDialogButton';
import type { WorkbenchModel } from './workbench.view-model';

interface ItemPanelProps {
  item: AgendaItem;
  model: WorkbenchModel;
  onClose(): void;
}

/** Everything of one item, beside the table. Each field is stored by itself, as in the table. */
export function ItemPanel({ item, model, onClose }: ItemPanelProps) {
  const { t, number, pick } = useI18n();
  const { uploads } = useServices();
  const pending = useBehavior(uploads.list);
  const failure = useBehavior(model.failures).get(item.id);
  const { content, coverTitle } = item;
  const title = t('workbench.panelTitle', { number: number(item.number) });
  if (!content) {
    return (
      <Dialog isOpen onClose={onClose} title={title} shape="side">
        <EmptyState title={pick(coverTitle)} text={t('workbench.covered')} />
      </Dialog>
    );
  }
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
      </FieldGroup>
      <FieldGroup label={t('workbench.columnPapers')}>
        {content.documents.map((document) => (
          <PaperFields key={document.id} item={item} document={document} model={model} />
        ))}
        <ItemPapers
          item={item}
          content={{ ...content, documents: [] }}
          model={model}
          uploads={pending.filter((upload) => upload.itemId === item.id)}
        />
      </FieldGroup>
    </Dialog>
  );
}

function PaperFields({ item, document, model }: { item: AgendaItem; document: PaperDocument; model: WorkbenchModel }) {
  const { t } = useI18n();
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
      {document.abilities.withdraw && (
        <Button variant="quiet" icon={<Trash2 size={18} aria-hidden />} onPress={() => model.withdrawDocument(item.id, document)}>
          {t('workbench.removePaper', { title: document.title })}
        </Button>
      )}
    </FieldGroup>
  );
}
