import { COUNTRIES, createMeeting, listBodies, listMeetings, MEMBER_STATES, type Body, type Label } from '@app/contracts';
import { now, Time, toCalendarDate } from '@internationalized/date';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useNavigate } from 'react-router';
import { LabelFields } from '../../classification';
import { arabicOrdinal, siteName, translatorFor, useI18n, withDigits, zoneOf } from '../../i18n';
import { keyOf, useApi, useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, ChooseMany, ChooseOne, Dialog, EmptyState, ErrorNote, ErrorState, Loading, Select, Skeleton, TextField } from '../../ui';
import { call, toApiError, type ApiError } from '../../wire';
import { instantsOf, type When } from './when';
import { WhenFields } from './WhenFields';
import styles from './Workbench.module.css';

type Kind = 'regular' | 'unscheduled';

export function NewMeetingDialog({ onClose }: { onClose(): void }) {
  const { t } = useI18n();
  const bodies = useApi(listBodies, {});
  const open = bodies.status === 'ready' ? bodies.data.bodies.filter((body) => body.abilities.createMeeting) : [];
  return (
    <Dialog isOpen onClose={onClose} title={t('workbench.newMeetingTitle')}>
      {bodies.status === 'loading' && (
        <Loading>
          <div className={styles.form}>
            {['a', 'b', 'c'].map((key) => (
              <Skeleton key={key} height="2.75rem" />
            ))}
          </div>
        </Loading>
      )}
      {bodies.status === 'failed' && <ErrorState error={bodies.error} retry={bodies.retry} />}
      {bodies.status === 'ready' && open[0] === undefined && <EmptyState title={t('workbench.noBodies')} />}
      {open[0] && <NewMeetingForm bodies={open} first={open[0]} onClose={onClose} />}
    </Dialog>
  );
}

/** The title a meeting has until somebody gives it another. */
function suggestedTitle(body: Body, kind: Kind): { ar: string; en: string } {
  const of = (language: 'ar' | 'en') => {
    const t = translatorFor(language, language === 'ar' ? 'arab' : 'latn');
    const ordinal = language === 'ar' ? arabicOrdinal(body.nextNumber) : null;
    const number = ordinal ?? withDigits(body.nextNumber, language === 'ar' ? 'arab' : 'latn');
    return kind === 'regular' ? t('workbench.suggestedTitle', { number }) : t('today.unscheduled');
  };
  return { ar: of('ar'), en: of('en') };
}

function NewMeetingForm({ bodies, first, onClose }: { bodies: readonly Body[]; first: Body; onClose(): void }) {
  const i18n = useI18n();
  const { t, pick, number } = i18n;
  const { queries } = useServices();
  const zone = zoneOf(useSignedIn().person.country);
  const navigate = useNavigate();
  const [body, setBody] = useState(first);
  const [kind, setKind] = useState<Kind>('regular');
  const [title, setTitle] = useState<{ ar: string; en: string } | null>(null);
  const [when, setWhen] = useState<When>(() => ({
    date: toCalendarDate(now(zone)).add({ days: 7 }),
    start: new Time(10),
    end: new Time(12),
  }));
  const [sites, setSites] = useState<string[]>([first.label.originator]);
  const [label, setLabel] = useState<Label | null>(first.label);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const shown = title ?? suggestedTitle(body, kind);
  const instants = instantsOf(when, zone);

  const create = async () => {
    if (!instants || !label) return;
    setBusy(true);
    setError(null);
    try {
      const meeting = await call(createMeeting, { body: { bodyId: body.id, kind, title: shown, sites, label, ...instants } });
      void queries.invalidateQueries({ queryKey: keyOf(listMeetings) });
      onClose();
      void navigate(`/meetings/${meeting.id}/prepare`);
    } catch (thrown) {
      setError(toApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      {error && <ErrorNote error={error} />}
      <Select
        label={t('workbench.body')}
        value={body.id}
        onChange={(id) => {
          const chosen = bodies.find((candidate) => candidate.id === id);
          if (!chosen) return;
          setBody(chosen);
          setLabel(chosen.label);
        }}
        options={bodies.map((candidate) => ({ value: candidate.id, text: pick(candidate.name) }))}
      />
      <ChooseOne
        label={t('workbench.kind')}
        value={kind}
        onChange={(chosen) => setKind(chosen)}
        options={[
          { value: 'regular', text: t('workbench.kindRegular', { number: number(body.nextNumber) }) },
          { value: 'unscheduled', text: t('workbench.kindUnscheduled') },
        ]}
      />
      <TextField
        label={t('workbench.meetingTitleAr')}
        lang="ar"
        dir="rtl"
        value={shown.ar}
        onChange={(ar) => setTitle({ ...shown, ar })}
        isRequired
        maxLength={200}
      />
      <TextField
        label={t('workbench.meetingTitleEn')}
        lang="en"
        dir="ltr"
        value={shown.en}
        onChange={(en) => setTitle({ ...shown, en })}
        isRequired
        maxLength={200}
      />
      <WhenFields value={when} onChange={setWhen} />
      {!instants && <p className={styles.problem}>{t('workbench.endBeforeStart')}</p>}
      <SitesField value={sites} onChange={setSites} />
      <LabelFields key={body.id} value={body.label} onChange={setLabel} />
      <div className={styles.formActions}>
        <Button type="submit" variant="primary" isPending={busy} isDisabled={!instants || !label || sites.length === 0}>
          {busy ? t('workbench.creating') : t('workbench.create')}
        </Button>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}

export function SitesField({ value, onChange }: { value: readonly string[]; onChange(sites: string[]): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const others = Object.keys(COUNTRIES).filter((code) => value.includes(code) && !MEMBER_STATES.some((state) => state === code));
  return (
    <ChooseMany
      label={t('workbench.sitesField')}
      options={[...MEMBER_STATES, ...others].map((code) => ({ value: code, text: siteName(code, i18n) }))}
      value={value}
      onChange={onChange}
      error={value.length === 0 ? t('workbench.required') : undefined}
    />
  );
}
