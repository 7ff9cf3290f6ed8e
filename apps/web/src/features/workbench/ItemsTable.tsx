import { ListPlus } from 'lucide-react';
import { GridList } from 'react-aria-components/GridList';
import { isFileDropItem, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, EmptyState } from '../../ui';
import { ItemRow } from './ItemRow';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './ItemsTable.module.css';

/** Marks what is dragged inside this table, so that files from outside are told apart while they hover. */
const ROW = 'majlis-agenda-item';

interface ItemsTableProps {
  model: WorkbenchModel;
  onOpen(itemId: string): void;
  onNew(): void;
}

export function ItemsTable({ model, onOpen, onNew }: ItemsTableProps) {
  const { t } = useI18n();
  const { uploads } = useServices();
  const items = useBehavior(model.items);
  const pending = useBehavior(uploads.list);
  const failures = useBehavior(model.failures);
  const orderFailure = failures.get('order');
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [ROW]: String(key) })),
    acceptedDragTypes: 'all',
    getDropOperation: (target, types) => {
      if (target.type !== 'item') return 'cancel';
      // A row goes between rows; files go onto one, and only where papers may be added.
      if (types.has(ROW)) return target.dropPosition === 'on' ? 'cancel' : 'move';
      const item = items.find(({ id }) => id === target.key);
      return target.dropPosition === 'on' && item?.content?.abilities.upload ? 'copy' : 'cancel';
    },
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return;
      model.moveItems(new Set([...keys].map(String)), { itemId: String(target.key), position: target.dropPosition });
    },
    onItemDrop: ({ target, items: dropped }) => {
      void Promise.all(dropped.filter(isFileDropItem).map((file) => file.getFile())).then((files) =>
        uploads.add(String(target.key), files),
      );
    },
  });
  return (
    <div className={styles.table}>
      <div className={styles.columns} aria-hidden>
        <span />
        <span>{t('workbench.columnNumber')}</span>
        <span>{t('workbench.columnCover')}</span>
        <span>{t('workbench.columnTitle')}</span>
        <span className={styles.type}>{t('workbench.columnType')}</span>
        <span>{t('workbench.columnMinutes')}</span>
        <span>{t('workbench.columnLabel')}</span>
        <span className={styles.readyHead}>{t('workbench.columnReady')}</span>
        <span />
      </div>
      <GridList
        aria-label={t('workbench.itemsTable')}
        items={items}
        dependencies={[pending, failures, t]}
        dragAndDropHooks={dragAndDropHooks}
        keyboardNavigationBehavior="tab"
        selectionMode="none"
        className={styles.list ?? ''}
        renderEmptyState={() => (
          <EmptyState
            title={t('workbench.empty')}
            text={t('workbench.emptyText')}
            icon={<ListPlus size={32} strokeWidth={1.5} aria-hidden />}
          >
            <Button variant="primary" onPress={onNew}>
              {t('workbench.addItem')}
            </Button>
          </EmptyState>
        )}
      >
        {(item) => (
          <ItemRow
            key={item.id}
            item={item}
            model={model}
            uploads={pending.filter((upload) => upload.itemId === item.id)}
            failure={failures.get(item.id) ?? (items[0] === item ? orderFailure : undefined)}
            onOpen={() => onOpen(item.id)}
          />
        )}
      </GridList>
    </div>
  );
}
