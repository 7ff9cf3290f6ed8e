import type { Meeting } from '@app/contracts';
import { Check, CircleAlert, LoaderCircle, Pencil, Plus, Send, TrendingDown } from 'lucide-react';
import { useState } from 'react';
import { useClassification, WeakerLabelDialog } from '../../classification';
import { useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, DatePair, IconButton, LabelBadge, LinkButton } from '../../ui';
import { EditMeetingDialog } from './EditMeetingDialog';
import { ItemPanel } from './ItemPanel';
import { ItemsTable } from './ItemsTable';
import { NewItemPanel } from './NewItemPanel';
import type { MeetingParticipants, PaperReceipts } from './others';
import { PublishDialog } from './PublishDialog';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

type Open = { what: 'item'; itemId: string } | { what: 'new' | 'publish' | 'meeting' | 'weaker' } | null;

interface WorkbenchProps {
  meeting: Meeting;
  model: WorkbenchModel;
  Receipts: PaperReceipts;
  Participants: MeetingParticipants;
}

export function Workbench({ meeting, model, Receipts, Participants }: WorkbenchProps) {
  const { t, pick } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  const items = useBehavior(model.items);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const shown = items.flatMap(({ content }) => (content ? [content.label, ...content.documents.map(({ label }) => label)] : []));
  useClassification([meeting.label, ...shown]);
  const chosen = open?.what === 'item' ? items.find((item) => item.id === open.itemId) : undefined;
  return (
    <div className={styles.page}>
      <title>{`${t('workbench.title')} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <div className={styles.headWords}>
          <p className={styles.body} dir="auto">
            {pick(meeting.body.name)}
          </p>
          <h1 dir="auto">{pick(meeting.title)}</h1>
          <div className={styles.facts}>
            <span>
              <DatePair instant={meeting.startsAt} timeZone={zone} withTime />
            </span>
            <LabelBadge label={meeting.label} />
            <span className={styles.tools}>
              <IconButton
                label={t('workbench.editMeeting')}
                icon={<Pencil size={18} aria-hidden />}
                onPress={() => setOpen({ what: 'meeting' })}
              />
              <Participants meeting={meeting} />
              {meeting.abilities.requestLabel && (
                <IconButton
                  label={t('labels.wishTitle')}
                  icon={<TrendingDown size={18} aria-hidden className="points" />}
                  onPress={() => setOpen({ what: 'weaker' })}
                />
              )}
            </span>
          </div>
        </div>
        <div className={styles.actions}>
          <SaveState model={model} />
          <LinkButton href={`/meetings/${meeting.id}`}>{t('workbench.openRoom')}</LinkButton>
          {meeting.abilities.publish && (
            <Button variant="primary" icon={<Send size={18} aria-hidden className="points" />} onPress={() => setOpen({ what: 'publish' })}>
              {t('workbench.publish')}
            </Button>
          )}
          {meeting.state !== 'draft' && <span className={styles.state}>{t(`meetingState.${meeting.state}`)}</span>}
        </div>
      </header>
      <ItemsTable model={model} onOpen={(itemId) => setOpen({ what: 'item', itemId })} onNew={() => setOpen({ what: 'new' })} />
      {items.length > 0 && (
        <div className={styles.under}>
          <Button icon={<Plus size={20} aria-hidden />} onPress={() => setOpen({ what: 'new' })}>
            {t('workbench.addItem')}
          </Button>
          <p>{t('workbench.dropHint')}</p>
        </div>
      )}
      {chosen && <ItemPanel meeting={meeting} item={chosen} model={model} Receipts={Receipts} onClose={close} />}
      {open?.what === 'new' && <NewItemPanel meeting={meeting} number={items.length + 1} model={model} onClose={close} />}
      {open?.what === 'publish' && <PublishDialog meetingId={meeting.id} onClose={close} />}
      {open?.what === 'meeting' && <EditMeetingDialog meeting={meeting} onClose={close} />}
      {open?.what === 'weaker' && (
        <WeakerLabelDialog
          thing={{ kind: 'meeting', objectId: meeting.id, title: pick(meeting.title), label: meeting.label }}
          onClose={close}
        />
      )}
    </div>
  );
}

function SaveState({ model }: { model: WorkbenchModel }) {
  const { t } = useI18n();
  const saving = useBehavior(model.saving);
  return (
    <p role="status" className={styles.saving} data-state={saving}>
      {saving === 'saving' && (
        <>
          <LoaderCircle size={18} aria-hidden /> {t('workbench.saving')}
        </>
      )}
      {saving === 'saved' && (
        <>
          <Check size={18} aria-hidden /> {t('workbench.saved')}
        </>
      )}
      {saving === 'failed' && (
        <>
          <CircleAlert size={18} aria-hidden /> {t('workbench.notSaved')}
        </>
      )}
    </p>
  );
}
