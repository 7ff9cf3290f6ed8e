import { findAuditPeople } from '@app/contracts';
import { useEffect, useState } from 'react';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import { ComboBox } from '../../ui';
import { idIn } from './filter';

/** Time without a key, ms, after which what was typed is asked for: not a request for every letter. */
const PAUSE_MS = 300;

interface PersonFilterProps {
  /** What stands in the address bar: an account's id, or letters of a name that is still looked for. */
  typed: string;
  /** The name of the account, where an entry told it. */
  name: string | null;
  /** The id that was chosen, or the letters so far. */
  onChange(typed: string | null): void;
}

/** Whose entries: found by name or user name; an id may be pasted as well. */
export function PersonFilter({ typed, name, onChange }: PersonFilterProps) {
  const { t, pick } = useI18n();
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<{ id: string; text: string } | null>(null);
  const accountId = idIn(typed);
  const letters = accountId ? '' : typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(letters), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [letters]);

  const found = useApi(findAuditPeople, { query: { q: asked } }, { enabled: asked !== '' });
  const isAnswer = letters !== '' && asked === letters && found.status === 'ready';
  const options = isAnswer ? found.data.people.map((one) => ({ value: one.id, text: pick(one.name), note: one.login })) : [];
  const known = chosen && chosen.id === accountId ? chosen.text : name;
  const hasMore = isAnswer && found.data.more;
  const missing = options.length > 0 ? t(hasMore ? 'audit.morePeople' : 'audit.choosePerson') : t('audit.noPerson');
  return (
    <ComboBox
      label={t('audit.person')}
      text={accountId ? (known ?? accountId) : typed}
      value={accountId}
      options={options}
      onType={(text) => onChange(text)}
      onChoose={(id) => {
        setChosen({ id, text: options.find(({ value }) => value === id)?.text ?? id });
        onChange(id);
      }}
      help={t('audit.personHelp')}
      {...(isAnswer ? { error: missing } : {})}
    />
  );
}
