import {
  addItem,
  editDocument,
  editItem,
  embargoDocument,
  listMeetings,
  orderItems,
  previewPublication,
  readMeeting,
  readRestrictions,
  removeItem,
  restrictItem,
  withdrawDocument,
  type Meeting,
} from '@app/contracts';
import { LockKeyhole } from 'lucide-react';
import { useParams } from 'react-router';
import { useI18n } from '../../i18n';
import { keyOf, useApi, useServices, type Services } from '../../services';
import { useScoped, type Scope } from '../../state';
import { EmptyState, ErrorState, LinkButton } from '../../ui';
import { call } from '../../wire';
import type { MeetingParticipants, PaperReceipts } from './others';
import { createWorkbenchModel, type WorkbenchModel } from './workbench.view-model';
import type { I18n } from '../../i18n';
import { Workbench } from './Workbench';
import { WorkbenchSkeleton } from './WorkbenchSkeleton';

interface WorkbenchPageProps {
  PaperReceipts: PaperReceipts;
  Participants: MeetingParticipants;
}

export function WorkbenchPage({ PaperReceipts, Participants }: WorkbenchPageProps) {
  const { meetingId = '' } = useParams();
  const { t } = useI18n();
  const loaded = useApi(readMeeting, { params: { meetingId } });
  if (loaded.status === 'failed') return <ErrorState error={loaded.error} retry={loaded.retry} page />;
  if (loaded.status === 'loading') return <WorkbenchSkeleton />;
  const meeting = loaded.data;
  if (!meeting.abilities.edit) {
    return (
      <EmptyState
        title={t('workbench.notEditable')}
        text={t('workbench.notEditableText')}
        icon={<LockKeyhole size={30} strokeWidth={1.5} aria-hidden />}
      >
        <LinkButton href={`/meetings/${meeting.id}`}>{t('workbench.openRoom')}</LinkButton>
      </EmptyState>
    );
  }
  return <Loaded key={meeting.id} meeting={meeting} PaperReceipts={PaperReceipts} Participants={Participants} />;
}

function Loaded({ meeting, PaperReceipts, Participants }: WorkbenchPageProps & { meeting: Meeting }) {
  const services = useServices();
  const { t } = useI18n();
  const model = useScoped(meeting.id, (scope) => connect(scope, meeting, services, t));
  if (!model) return <WorkbenchSkeleton />;
  return <Workbench meeting={meeting} model={model} Receipts={PaperReceipts} Participants={Participants} />;
}

function connect(scope: Scope, meeting: Meeting, { toasts, uploads, queries }: Services, t: I18n['t']): WorkbenchModel {
  const meetingId = meeting.id;
  return createWorkbenchModel(scope, meeting, {
    api: {
      addItem: (fields) => call(addItem, { params: { meetingId }, body: fields }),
      editItem: (itemId, fields) => call(editItem, { params: { itemId }, body: fields }),
      removeItem: (itemId) => call(removeItem, { params: { itemId } }),
      orderItems: async (itemIds) => (await call(orderItems, { params: { meetingId }, body: { itemIds } })).items,
      editDocument: (documentId, fields) => call(editDocument, { params: { documentId }, body: fields }),
      withdrawDocument: (documentId) => call(withdrawDocument, { params: { documentId } }),
      readRestrictions: (itemId) => call(readRestrictions, { params: { itemId } }),
      restrictItem: (itemId, body) => call(restrictItem, { params: { itemId }, body }),
      embargoDocument: (documentId, until) => call(embargoDocument, { params: { documentId }, body: { until } }),
    },
    offerUndo: ({ kind, title }, undo, onPassed) => {
      const text = kind === 'orderChanged' ? t('workbench.orderChanged') : t(`workbench.${kind}`, { title });
      toasts.show(text, { undo, ...(onPassed ? { onPassed } : {}) });
    },
    onPaperArrived: (listener) => uploads.onDone(listener),
    // Other screens read again when they open; this one already shows what it stored.
    changed: () => {
      for (const endpoint of [readMeeting, previewPublication, listMeetings]) {
        void queries.invalidateQueries({ queryKey: keyOf(endpoint), refetchType: 'none' });
      }
    },
  });
}
