import { findAuditPeople } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import { Button, ComboBox, ErrorNote, useTyped } from '../../ui';
import { idIn } from './filter';

interface PersonFilterProps {
  /** What stands in the address bar: an account's id, or letters of a name that is still looked for. */
  value: string;
  /** The name of the account, where an entry told it. */
  name: string | null;
  /** The id that was chosen, or the letters so far. */
  onChange(value: string): void;
}

/** Whose entries: found by name or user name; an id may be pasted as well. */
export function PersonFilter({ value, name, onChange }: PersonFilterProps) {
  const { t, pick } = useI18n();
  const { text, type, tell, leave } = useTyped(value, onChange);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const asked = idIn(value) ? '' : value.trim();
  const found = useApi(findAuditPeople, { query: { q: asked } }, { enabled: asked !== '' });

  const isAsked = asked !== '' && text === value;
  const people = isAsked && found.status === 'ready' ? found.data.people : [];
  const options = people.map((one) => ({ value: one.id, text: pick(one.name), note: one.login }));
  const accountId = idIn(text);
  const known = chosen?.id === accountId ? chosen?.name : name;
  const said = () => {
    if (!isAsked || found.status === 'loading') return t('audit.searching');
    if (found.status === 'failed') return t('audit.peopleFailed');
    if (options.length === 0) return t('audit.noPerson');
    return t(found.data.more ? 'audit.morePeople' : 'audit.choosePerson');
  };
  return (
    <div>
      <ComboBox
        label={t('audit.person')}
        text={accountId ? (known ?? accountId) : text}
        value={accountId}
        options={options}
        empty={said()}
        onType={type}
        onChoose={(id) => {
          setChosen({ id, name: options.find((one) => one.value === id)?.text ?? id });
          tell(id);
        }}
        onLeave={leave}
        help={t('audit.personHelp')}
        // Letters are no person yet: they do not narrow the trail, and the field says so.
        {...(isAsked && found.status !== 'loading' ? { error: said() } : {})}
      />
      {isAsked && found.status === 'failed' && (
        <ErrorNote error={found.error}>
          <Button onPress={found.retry}>{t('common.retry')}</Button>
        </ErrorNote>
      )}
    </div>
  );
}
