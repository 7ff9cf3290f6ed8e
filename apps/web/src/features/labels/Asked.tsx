import type { Person } from '@app/contracts';
import { countryName, useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair } from '../../ui';
import styles from './labels.module.css';

/** Who did something, and when. */
export function Asked({ what, person, at, withCountry = false }: { what: string; person: Person; at: string; withCountry?: boolean }) {
  const i18n = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  return (
    <p className={styles.who}>
      {what} <bdi>{i18n.pick(person.name)}</bdi>
      {withCountry && ` (${countryName(person.country, i18n)})`}
      {' — '}
      <DatePair instant={at} timeZone={zone} withTime />
    </p>
  );
}
