import { caveatSchema, COUNTRIES, type Country, EVERY_STATE, type Label, type Level } from '@app/contracts';
import { useState } from 'react';
import { countryName, levelWord, useI18n } from '../i18n';
import { ChooseMany, ChooseOne, LabelBadge, TextField } from '../ui';
import { codesOf, draftOf, labelFrom, type LabelDraft, leavesOriginatorOut } from './label-draft';
import styles from './LabelFields.module.css';
import { OriginField } from './OriginField';

const LEVELS = ['0', '1', '2', '3', '4'] as const;
const CODES = Object.keys(COUNTRIES) as (keyof typeof COUNTRIES)[];

interface LabelFieldsProps {
  value: Label;
  /** Null while the fields make no valid label. */
  onChange(label: Label | null): void;
  /** What it may not fall below; the server decides in any case. */
  floor?: Label | undefined;
  /** States that what is being made may come from; without a choice the originator is stated. */
  origins?: readonly Country[];
}

/** Level, caveats and countries; the originator is chosen once, and never changes. */
export function LabelFields({ value, onChange, floor, origins = [] }: LabelFieldsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [draft, setDraft] = useState<LabelDraft>(() => draftOf(value));
  const { level, caveats, countries, originator } = draft;

  const codes = codesOf(draft);
  const caveatsInvalid = codes.some((code) => !caveatSchema.safeParse(code).success);
  const change = (fields: Partial<LabelDraft>) => {
    const next = { ...draft, ...fields };
    setDraft(next);
    onChange(labelFrom(next));
  };
  const floorCountries = floor && floor.releasableTo[0] !== EVERY_STATE ? floor.releasableTo : null;
  const choices = [
    ...(floorCountries ? [] : [{ value: EVERY_STATE as string, text: t('level.releasableEvery') }]),
    ...CODES.filter((code) => !floorCountries || floorCountries.includes(code)).map((code) => ({
      value: code,
      text: countryName(code, i18n),
    })),
  ];
  const missing = leavesOriginatorOut(draft) ? t('level.releasableOrigin', { country: countryName(originator, i18n) }) : undefined;

  return (
    <div className={styles.fields}>
      {origins.length > 1 && (
        <OriginField
          label={t('level.originatorField')}
          value={originator}
          origins={origins}
          onChange={(chosen) => change({ originator: chosen })}
        />
      )}
      <ChooseOne
        label={t('level.levelField')}
        value={LEVELS[level]}
        onChange={(chosen) => change({ level: LEVELS.indexOf(chosen) as Level })}
        options={LEVELS.map((text, index) => ({
          value: text,
          text: levelWord(i18n, index as Level),
          disabled: floor !== undefined && index < floor.level,
        }))}
      />
      <TextField
        label={t('level.caveatsField')}
        help={t('level.caveatsHelp')}
        dir="ltr"
        value={caveats}
        onChange={(text) => change({ caveats: text.toUpperCase() })}
        error={caveatsInvalid ? t('level.caveatsInvalid') : undefined}
      />
      <ChooseMany
        label={t('level.releasableField')}
        options={choices}
        value={countries}
        error={countries.length === 0 ? t('level.releasableEmpty') : missing}
        onChange={(chosen) => {
          // "Every state" and single states never stand together: the last one pressed wins.
          const added = chosen.find((code) => !countries.includes(code));
          change({ countries: added === EVERY_STATE ? [EVERY_STATE] : chosen.filter((code) => code !== EVERY_STATE) });
        }}
      />
      {origins.length <= 1 && (
        <p className={styles.originator}>
          {t('level.originatorField')}: <strong>{countryName(originator, i18n)}</strong>. {t('level.originatorFixed')}
        </p>
      )}
      {floor && <p className={styles.originator}>{t('level.onlyStricter')}</p>}
      <p className={styles.preview}>
        <LabelBadge label={{ ...value, level, caveats: codes, releasableTo: countries as Label['releasableTo'], originator }} />
      </p>
    </div>
  );
}
