import type { Meeting, Participant } from '@app/contracts';
import { countryName, useI18n } from '../../i18n';
import { Avatar } from '../../ui';
import { ConferenceRail } from '../conference';
import { byDelegation } from './people';
import styles from './PeopleRail.module.css';

export function PeopleRail({ meeting }: { meeting: Meeting }) {
  const i18n = useI18n();
  const { t } = i18n;
  const delegations = byDelegation(meeting.participants);
  return (
    <div className={styles.people}>
      <ConferenceRail meeting={meeting} />
      <div>
        {delegations.map(([country, people]) => (
          <section key={country} className={styles.delegation}>
            {delegations.length > 1 && <h3>{t('room.delegation', { country: countryName(country, i18n) })}</h3>}
            <ul>
              {people.map((person) => (
                <Person key={person.id} person={person} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function Person({ person }: { person: Participant }) {
  const { t, pick } = useI18n();
  const name = pick(person.name);
  return (
    <li className={styles.person}>
      <Avatar name={name} size="small" />
      <span className={styles.words}>
        <span dir="auto">{name}</span>
        <span className={styles.role}>{t(`role.${person.role}`)}</span>
      </span>
    </li>
  );
}
