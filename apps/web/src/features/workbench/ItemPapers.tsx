import type { AgendaItem, Country, PaperDocument } from '@app/contracts';
import { FilePlus2, FileText, RotateCw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { failureText, useI18n, zoneOf } from '../../i18n';
import { useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, EmbargoMark, IconButton, LevelBadge, Progress } from '../../ui';
import type { Upload } from '../../uploads/uploads.view-model';
import { detailsFrom } from './origins';
import { WithdrawDialog } from './WithdrawDialog';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './ItemPapers.module.css';

interface ItemPapersProps {
  item: AgendaItem;
  content: NonNullable<AgendaItem['content']>;
  model: WorkbenchModel;
  uploads: readonly Upload[];
  /** State that added papers come from; left out, that of the item. */
  origin?: Country;
  /** Beside the agenda and not in a row of it. */
  inPanel?: boolean;
}

/** An item's papers: those that are there, those on their way with their progress, and how to add more. */
export function ItemPapers({ item, content, model, uploads, origin = content.label.originator, inPanel = false }: ItemPapersProps) {
  const { t } = useI18n();
  const services = useServices();
  return (
    <div className={styles.papers} data-panel={inPanel}>
      {(content.documents.length > 0 || uploads.length > 0) && (
        <ul className={styles.list}>
          {content.documents.map((document) => (
            <Paper key={document.id} document={document} model={model} />
          ))}
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
      {content.abilities.upload && (
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['application/pdf']}
          onSelect={(files) => files && services.uploads.add(item.id, [...files], detailsFrom(content.label, origin))}
        >
          <Button variant="quiet" icon={<FilePlus2 size={18} aria-hidden />}>
            {t('workbench.addPapers')}
          </Button>
        </FileTrigger>
      )}
    </div>
  );
}

function Paper({ document, model }: { document: PaperDocument; model: WorkbenchModel }) {
  const { t } = useI18n();
  const [withdrawing, setWithdrawing] = useState(false);
  const zone = zoneOf(useSignedIn().person.country);
  return (
    <li className={styles.paper}>
      <FileText size={18} strokeWidth={1.75} aria-hidden />
      <div className={styles.words}>
        <span dir="auto">{document.title}</span>
        {document.embargoUntil && <EmbargoMark until={document.embargoUntil} timeZone={zone} />}
      </div>
      <span className={styles.fact}>{t('common.pages', { count: document.pageCount })}</span>
      <LevelBadge level={document.label.level} of={document.label} />
      {document.abilities.withdraw && (
        <IconButton
          label={t('workbench.removePaper', { title: document.title })}
          icon={<Trash2 size={18} aria-hidden />}
          onPress={() => setWithdrawing(true)}
        />
      )}
      {withdrawing && <WithdrawDialog document={document} model={model} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useI18n();
  const { uploads } = useServices();
  const { state } = upload;
  const checking = state.status === 'sending' && state.share >= 1;
  const failure = state.status === 'failed' ? failureText(t, state.error.code) : null;
  return (
    <li className={styles.paper} data-failed={failure !== null}>
      <FileText size={18} strokeWidth={1.75} aria-hidden />
      <div className={styles.progress}>
        <span className={styles.line}>
          <bdi className={styles.title}>{upload.fileName}</bdi>
          <span className={styles.fact}>
            {state.status === 'waiting' && t('workbench.uploadWaiting')}
            {state.status === 'sending' && (checking ? t('workbench.checking') : t('workbench.uploading'))}
            {failure && t('workbench.uploadFailed')}
          </span>
        </span>
        {state.status === 'sending' && (
          <Progress label={t('workbench.progress', { file: upload.fileName })} share={checking ? null : state.share} />
        )}
        {failure && (
          <p role="alert" className={styles.failure}>
            <strong>{failure.what}</strong> {failure.safe} {failure.cure}
          </p>
        )}
      </div>
      {state.status === 'failed' && state.error.retry && (
        <Button variant="quiet" icon={<RotateCw size={18} aria-hidden />} onPress={() => uploads.retry(upload.id)}>
          {t('common.retry')}
        </Button>
      )}
      <IconButton
        label={failure ? t('workbench.dismiss') : t('common.cancel')}
        icon={<X size={18} aria-hidden />}
        onPress={() => uploads.dismiss(upload.id)}
      />
    </li>
  );
}
