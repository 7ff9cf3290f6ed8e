import { listPersonas, levelSchema, type EndpointResponse, type Level } from '@app/contracts';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { countryName, useI18n } from '../../i18n';
import { useApi, useServices } from '../../services';
import { Avatar, EmptyState, ErrorNote, ErrorState, LevelBadge, Loading, Skeleton } from '../../ui';
import { toApiError, type ApiError } from '../../wire';
import { byCountry } from './personas';
import styles from './Personas.module.css';

type Persona = EndpointResponse<typeof listPersonas>['personas'][number];

export function Personas() {
  const i18n = useI18n();
  const { t } = i18n;
  const { session } = useServices();
  const loaded = useApi(listPersonas, {});
  const [entering, setEntering] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const enter = async (key: string) => {
    setEntering(key);
    setError(null);
    try {
      await session.signInAsPersona(key);
    } catch (thrown) {
      setError(toApiError(thrown));
      setEntering(null);
    }
  };

  return (
    <section className={styles.personas} aria-labelledby="personas-title">
      <header>
        <h2 id="personas-title">{t('signIn.personas')}</h2>
        <p className={styles.lead}>{t('signIn.personasLead')}</p>
      </header>
      {error && <ErrorNote error={error} />}
      {loaded.status === 'loading' && (
        <Loading>
          <div className={styles.list}>
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <div key={key} className={styles.waiting}>
                <Skeleton width="10rem" />
                <Skeleton width="16rem" />
              </div>
            ))}
          </div>
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && loaded.data.personas.length === 0 && <EmptyState title={t('signIn.noPersonas')} />}
      {loaded.status === 'ready' &&
        byCountry(loaded.data.personas).map(([country, personas]) => (
          <section key={country} className={styles.country}>
            <h3>{countryName(country, i18n)}</h3>
            <ul className={styles.list}>
              {personas.map((persona) => (
                <li key={persona.key}>
                  <PersonaButton persona={persona} busy={entering === persona.key} onPress={() => void enter(persona.key)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </section>
  );
}

function PersonaButton({ persona, busy, onPress }: { persona: Persona; busy: boolean; onPress(): void }) {
  const { pick } = useI18n();
  const level = levelSchema.safeParse(persona.clearance);
  return (
    <Button className={styles.persona ?? ''} onPress={onPress} isPending={busy}>
      <Avatar name={pick(persona.name)} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {pick(persona.name)}
        </span>
        <span className={styles.description} dir="auto">
          {pick(persona.description)}
        </span>
      </span>
      {level.success && <LevelBadge level={level.data satisfies Level} of="nobody" />}
    </Button>
  );
}
