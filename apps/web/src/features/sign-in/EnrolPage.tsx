import { KeyRound, Link2Off } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useNavigate } from 'react-router';
import { PASSWORD_MIN } from '@app/contracts';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { constant, useBehavior, useScoped } from '../../state';
import { Button, EmptyState, ErrorNote, ErrorState, Loading, Skeleton, TextField } from '../../ui';
import { EnrolmentViewModel, type EnrolmentState } from './enrolment.view-model';
import styles from './SignInPage.module.css';

const loading = constant<EnrolmentState>({ status: 'loading' });

export function EnrolPage() {
  const { t } = useI18n();
  const { session } = useServices();
  const navigate = useNavigate();
  const model = useScoped(
    window.location.hash,
    (scope) =>
      new EnrolmentViewModel(scope, window.location.hash, (state) => {
        session.enter(state);
        return navigate('/', { replace: true });
      }),
  );
  const state = useBehavior(model?.state ?? loading);
  return (
    <div className={styles.page}>
      <title>{`${t('signIn.enrolTitle')} — ${t('common.product')}`}</title>
      {state.status === 'loading' && (
        <Loading>
          <Skeleton width="20rem" height="2rem" />
        </Loading>
      )}
      {state.status === 'no-link' && (
        <EmptyState page title={t('signIn.enrolNoLink')} text={t('signIn.enrolNoLinkText')} icon={<Link2Off size={32} aria-hidden />} />
      )}
      {state.status === 'failed' && <ErrorState page error={state.error} />}
      {state.status === 'ready' && model && <EnrolForm model={model} person={state.person} />}
    </div>
  );
}

function EnrolForm({ model, person }: { model: EnrolmentViewModel; person: Extract<EnrolmentState, { status: 'ready' }>['person'] }) {
  const { t, pick } = useI18n();
  const { busy, error } = useBehavior(model.finishing.state);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const long = [...password].length >= PASSWORD_MIN;
  return (
    <>
      <header className={styles.head}>
        <h1>{t('signIn.enrolTitle')}</h1>
        <p>{t('signIn.enrolFor', { name: pick(person.name) })}</p>
        <p>
          <bdi dir="ltr" className={styles.login}>
            {person.login}
          </bdi>
        </p>
        <p className={styles.note}>{t('signIn.enrolNotice')}</p>
      </header>
      {error && <ErrorNote error={error} />}
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          void model.withPasskey(name, '', code);
        }}
      >
        <p>{t(person.needsCode ? 'signIn.enrolOfficeLead' : 'signIn.enrolPasskeyLead')}</p>
        {person.needsCode && (
          <TextField
            label={t('signIn.enrolCode')}
            help={t('signIn.enrolCodeHelp')}
            value={code}
            onChange={setCode}
            isRequired
            maxLength={60}
            dir="ltr"
            autoComplete="off"
            name="enrolment-code"
          />
        )}
        <TextField
          label={t('signIn.enrolPasskeyName')}
          help={t('signIn.enrolPasskeyNameHelp')}
          value={name}
          onChange={setName}
          isRequired
          maxLength={60}
          name="passkey-name"
        />
        <Button type="submit" variant="primary" size="large" icon={<KeyRound size={20} aria-hidden />} isPending={busy}>
          {t('signIn.enrolPasskey')}
        </Button>
      </Form>
      {/* A password alone opens no office. */}
      {!person.needsCode && (
        <Form
          className={styles.form ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            if (long) void model.withPassword(password);
          }}
        >
          <p>{t('signIn.enrolPasswordLead')}</p>
          <TextField
            label={t('signIn.enrolPassword')}
            help={t('signIn.enrolPasswordHelp')}
            error={password !== '' && !long ? t('security.tooShort') : undefined}
            value={password}
            onChange={setPassword}
            isRequired
            type="password"
            autoComplete="new-password"
            dir="ltr"
            name="new-password"
          />
          <Button type="submit" isPending={busy} isDisabled={!long}>
            {t('signIn.enrolWithPassword')}
          </Button>
          {name !== '' && long && (
            <Button isPending={busy} onPress={() => void model.withPasskey(name, password)}>
              {t('signIn.enrolBoth')}
            </Button>
          )}
        </Form>
      )}
    </>
  );
}
