import { listMeetings, previewPublication, publishMeeting, readMeeting, type Publication } from '@app/contracts';
import { useState } from 'react';
import { countryName, useI18n } from '../../i18n';
import { keyOf, useApi, useServices } from '../../services';
import { Button, Dialog, EmptyState, ErrorNote, ErrorState, Loading, Skeleton, Table, type Column } from '../../ui';
import { call, toApiError, type ApiError } from '../../wire';
import styles from './Workbench.module.css';

type Reader = Publication['readers'][number];

/** Shows who will see what, before anybody sees anything. */
export function PublishDialog({ meetingId, onClose }: { meetingId: string; onClose(): void }) {
  const i18n = useI18n();
  const { t, pick, number } = i18n;
  const { toasts, queries } = useServices();
  const preview = useApi(previewPublication, { params: { meetingId } });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const readers = preview.status === 'ready' ? preview.data.readers : [];

  const publish = async () => {
    setBusy(true);
    setError(null);
    try {
      const meeting = await call(publishMeeting, { params: { meetingId } });
      queries.setQueryData(keyOf(readMeeting, { params: { meetingId } }), meeting);
      void queries.invalidateQueries({ queryKey: keyOf(listMeetings) });
      toasts.show(t('workbench.publishedNow'), { tone: 'good' });
      onClose();
    } catch (thrown) {
      setError(toApiError(thrown));
      setBusy(false);
    }
  };
  const columns: Column<Reader>[] = [
    {
      key: 'name',
      title: t('workbench.participant'),
      cell: (row) => (
        <>
          <bdi>{pick(row.name)}</bdi>
          <span className={styles.role}>
            {t(`role.${row.role}`)} — {countryName(row.delegation, i18n)}
          </span>
        </>
      ),
    },
    { key: 'items', title: t('workbench.seesItems'), cell: (row) => number(row.items), numeric: true },
    { key: 'covered', title: t('workbench.seesCovered'), cell: (row) => number(row.covered), numeric: true },
    { key: 'papers', title: t('workbench.seesPapers'), cell: (row) => number(row.papers), numeric: true },
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('workbench.publishTitle')}
      shape="wide"
      actions={
        <>
          <Button variant="primary" isPending={busy} isDisabled={readers.length === 0} onPress={() => void publish()}>
            {t('workbench.publishNow')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <p>{t('workbench.publishLead')}</p>
      {error && <ErrorNote error={error} />}
      {preview.status === 'loading' && (
        <Loading>
          <div className={styles.form}>
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} height="2.5rem" />
            ))}
          </div>
        </Loading>
      )}
      {preview.status === 'failed' && <ErrorState error={preview.error} retry={preview.retry} />}
      {preview.status === 'ready' && readers.length === 0 && <EmptyState title={t('workbench.noReaders')} />}
      {readers.length > 0 && <Table caption={t('workbench.publishTitle')} columns={columns} rows={readers} keyOf={(row) => row.id} />}
    </Dialog>
  );
}
