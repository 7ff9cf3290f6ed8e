import { editMeeting, listMeetings, readMeeting, type Meeting } from '@app/contracts';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useI18n, zoneOf } from '../../i18n';
import { keyOf, useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, Dialog, ErrorNote, TextField } from '../../ui';
import { call, toApiError, type ApiError } from '../../wire';
import { SitesField } from './NewMeetingDialog';
import { instantsOf, whenOf } from './when';
import { WhenFields } from './WhenFields';
import styles from './Workbench.module.css';

/** Title, time and sites of a meeting that exists; body and label stay. */
export function EditMeetingDialog({ meeting, onClose }: { meeting: Meeting; onClose(): void }) {
  const { t } = useI18n();
  const { queries } = useServices();
  const zone = zoneOf(useSignedIn().person.country);
  const [title, setTitle] = useState(meeting.title);
  const [when, setWhen] = useState(() => whenOf(meeting.startsAt, meeting.endsAt, zone));
  const [sites, setSites] = useState<string[]>(meeting.sites);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const instants = instantsOf(when, zone);

  const save = async () => {
    if (!instants) return;
    setBusy(true);
    setError(null);
    try {
      const params = { meetingId: meeting.id };
      queries.setQueryData(keyOf(readMeeting, { params }), await call(editMeeting, { params, body: { title, sites, ...instants } }));
      void queries.invalidateQueries({ queryKey: keyOf(listMeetings) });
      onClose();
    } catch (thrown) {
      setError(toApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('workbench.editMeeting')}>
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {error && <ErrorNote error={error} />}
        <TextField
          label={t('workbench.meetingTitleAr')}
          lang="ar"
          dir="rtl"
          value={title.ar}
          onChange={(ar) => setTitle({ ...title, ar })}
          isRequired
          maxLength={200}
        />
        <TextField
          label={t('workbench.meetingTitleEn')}
          lang="en"
          dir="ltr"
          value={title.en}
          onChange={(en) => setTitle({ ...title, en })}
          isRequired
          maxLength={200}
        />
        <WhenFields value={when} onChange={setWhen} />
        {!instants && <p className={styles.problem}>{t('workbench.endBeforeStart')}</p>}
        <SitesField value={sites} onChange={setSites} />
        <div className={styles.formActions}>
          <Button type="submit" variant="primary" isPending={busy} isDisabled={!instants || sites.length === 0}>
            {t('common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
