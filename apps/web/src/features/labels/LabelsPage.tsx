import { answerRelease, approveLabel, listLabelRequests, listReleaseAsks, readMeeting, rejectLabel } from '@app/contracts';
import { useState, type ReactNode } from 'react';
import { useClassification } from '../../classification';
import { useI18n } from '../../i18n';
import { keyOf, useApi, useServices, type Loaded } from '../../services';
import { ErrorState, Loading, Skeleton } from '../../ui';
import { call } from '../../wire';
import { AskCard } from './AskCard';
import { askedInOrder, partsOf, thingsBehind } from './labels';
import { LabelsViewModel } from './labels.view-model';
import { OwnAsks } from './OwnAsks';
import { RequestCard } from './RequestCard';
import styles from './labels.module.css';

const EVERY_MS = 30_000;

/** Wishes for weaker labels, and questions about what one may not see. */
export function LabelsPage() {
  const { t, number } = useI18n();
  const { queries } = useServices();
  const loadedRequests = useApi(listLabelRequests, {}, { every: EVERY_MS });
  const loadedAsks = useApi(listReleaseAsks, {}, { every: EVERY_MS });
  const [model] = useState(
    () =>
      new LabelsViewModel({
        approve: (requestId) => call(approveLabel, { params: { requestId } }),
        reject: (requestId, answer) => call(rejectLabel, { params: { requestId }, body: { answer } }),
        answer: (askId) => call(answerRelease, { params: { askId } }),
        refresh: () => {
          for (const endpoint of [listLabelRequests, listReleaseAsks, readMeeting]) {
            void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
          }
        },
      }),
  );
  const requests = loadedRequests.status === 'ready' ? loadedRequests.data.requests : [];
  const asks = loadedAsks.status === 'ready' ? loadedAsks.data : { own: [], asked: [] };
  const { open, decided } = partsOf(requests);
  // A reason tells of the thing as it was: it is shown under the label of before.
  useClassification([...requests.map(({ from }) => from), ...asks.asked.flatMap(({ things }) => things.map(({ label }) => label))]);
  return (
    <div className={styles.page}>
      <title>{`${t('labels.title')} — ${t('common.product')}`}</title>
      <header>
        <h1>{t('labels.title')}</h1>
        <p className={styles.lead}>{t('labels.lead')}</p>
      </header>
      <Section title={t('labels.requests')} loaded={loadedRequests} empty={open.length === 0 ? t('labels.noRequests') : null}>
        <ul className={styles.cards}>
          {open.map((request) => (
            <RequestCard key={request.id} request={request} model={model} />
          ))}
        </ul>
        {decided.length > 0 && (
          <details className={styles.decided}>
            <summary>{t('labels.decided', { count: number(decided.length) })}</summary>
            <ul className={styles.cards}>
              {decided.map((request) => (
                <RequestCard key={request.id} request={request} model={model} />
              ))}
            </ul>
          </details>
        )}
      </Section>
      <Section title={t('labels.asked')} loaded={loadedAsks} empty={asks.asked.length === 0 ? t('labels.noAsked') : null}>
        <ul className={styles.cards}>
          {askedInOrder(asks.asked).map((ask) => (
            <AskCard key={ask.id} ask={ask} things={thingsBehind(ask, requests)} model={model} />
          ))}
        </ul>
      </Section>
      <Section title={t('labels.own')} loaded={loadedAsks} empty={asks.own.length === 0 ? t('labels.noOwn') : null}>
        <OwnAsks asks={asks.own} />
      </Section>
    </div>
  );
}

interface SectionProps {
  title: string;
  loaded: Loaded<unknown>;
  /** What is said when there is nothing. */
  empty: string | null;
  children: ReactNode;
}

function Section({ title, loaded, empty, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="6rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && empty && <p className={styles.nothing}>{empty}</p>}
      {loaded.status === 'ready' && children}
    </section>
  );
}
