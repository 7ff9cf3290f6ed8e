import type { AgendaItem } from '@app/contracts';
import { CircleCheck, CircleDashed, GripVertical, LockKeyhole, PanelLeftOpen } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { GridListItem } from 'react-aria-components/GridList';
import { useI18n } from '../../i18n';
import { ErrorNote, IconButton, ListedMark, Select } from '../../ui';
import type { Upload } from '../../uploads/uploads.view-model';
import type { ApiError } from '../../wire';
import { EditableMinutes, EditableText } from './Editable';
import { ItemPapers } from './ItemPapers';
import { readinessOf } from './items';
import { LabelDialogButton } from './LabelDialogButton';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './ItemsTable.module.css';

interface ItemRowProps {
  item: AgendaItem;
  model: WorkbenchModel;
  uploads: readonly Upload[];
  failure: ApiError | undefined;
  onOpen(): void;
}

export function ItemRow({ item, model, uploads, failure, onOpen }: ItemRowProps) {
  const { t, pick, number } = useI18n();
  const { content } = item;
  const place = number(item.number);
  return (
    <GridListItem id={item.id} textValue={`${place} ${pick(item.coverTitle)}`} className={styles.row ?? ''}>
      <div className={styles.cells}>
        <AriaButton slot="drag" className={styles.grip ?? ''} aria-label={t('workbench.moveItem', { number: place })}>
          <GripVertical size={20} aria-hidden />
        </AriaButton>
        <span className={styles.number}>{place}</span>
        {content ? <EditableCells item={item} content={content} model={model} /> : <CoveredCells item={item} />}
        <div className={styles.open}>
          <IconButton
            label={t('workbench.openPanel', { number: place })}
            icon={<PanelLeftOpen size={20} aria-hidden className={styles.mirror} />}
            onPress={onOpen}
          />
        </div>
      </div>
      {content && <ItemPapers item={item} content={content} model={model} uploads={uploads} />}
      {failure && <ErrorNote error={failure} />}
    </GridListItem>
  );
}

interface EditableCellsProps {
  item: AgendaItem;
  content: NonNullable<AgendaItem['content']>;
  model: WorkbenchModel;
}

function EditableCells({ item, content, model }: EditableCellsProps) {
  const { t, number } = useI18n();
  const edit = (fields: Parameters<WorkbenchModel['editItem']>[1]) => void model.editItem(item.id, fields);
  const { coverTitle } = item;
  const { title, type } = content;
  const ready = readinessOf(item);
  return (
    <>
      <div className={styles.cover}>
        <EditableText
          label={t('workbench.coverAr')}
          lang="ar"
          value={coverTitle.ar}
          onCommit={(ar) => edit({ coverTitle: { ...coverTitle, ar } })}
        />
        <EditableText
          label={t('workbench.coverEn')}
          lang="en"
          value={coverTitle.en}
          onCommit={(en) => edit({ coverTitle: { ...coverTitle, en } })}
        />
      </div>
      <div className={styles.title}>
        <EditableText label={t('workbench.titleAr')} lang="ar" value={title.ar} onCommit={(ar) => edit({ title: { ...title, ar } })} />
        <EditableText label={t('workbench.titleEn')} lang="en" value={title.en} onCommit={(en) => edit({ title: { ...title, en } })} />
      </div>
      <div className={styles.type}>
        <Select
          label={t('workbench.type')}
          labelHidden
          dense
          value={type}
          onChange={(chosen) => edit({ type: chosen })}
          options={[
            { value: 'information', text: t('room.typeInformation') },
            { value: 'decision', text: t('room.typeDecision') },
          ]}
        />
      </div>
      <div className={styles.minutes}>
        <EditableMinutes label={t('workbench.minutesField')} value={item.minutes} onCommit={(minutes) => edit({ minutes })} />
      </div>
      <div className={styles.label}>
        <LabelDialogButton
          label={content.label}
          title={t('workbench.labelTitle', { number: number(item.number) })}
          floor={content.label}
          onChange={(label) => edit({ label })}
        />
        {content.listed && <ListedMark />}
      </div>
      <span className={styles.ready} data-ready={ready === 'ready'}>
        {ready === 'ready' ? <CircleCheck size={18} aria-hidden /> : <CircleDashed size={18} aria-hidden />}
        {t(`workbench.${ready}`)}
      </span>
    </>
  );
}

function CoveredCells({ item }: { item: AgendaItem }) {
  const { t, pick } = useI18n();
  return (
    <p className={styles.covered}>
      <LockKeyhole size={18} aria-hidden />
      <bdi>{pick(item.coverTitle)}</bdi> — {t('workbench.covered')}
    </p>
  );
}
