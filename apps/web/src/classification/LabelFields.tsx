import { caveatSchema, COUNTRIES, EVERY_STATE, labelSchema, type Label, type Level } from '@app/contracts';
import { useState } from 'react';
import { countryName, levelWord, useI18n } from '../i18n';
import { ChooseMany, ChooseOne, LabelBadge, TextField } from '../ui';
import styles from './LabelFields.module.css';

const LEVELS = ['0', '1', '2', '3', '4'] as const;
const CODES = Object.keys(COUNTRIES) as (keyof typeof COUNTRIES)[];

interface LabelFieldsProps {
  value: Label;
  /** Null while the fields make no valid label. */
  onChange(label: Label | null): void;
  /** What it may not fall below; the server decides in any case. */
  floor?: Label | undefined;
}

/** Level, caveats and countries; the originator is stated and never changes. */
export function LabelFields({ value, onChange, floor }: LabelFieldsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [level, setLevel] = useState<Level>(value.level);
  const [caveats, setCaveats] = useState(value.caveats.join(' '));
  const [countries, setCountries] = useState<readonly string[]>(value.releasableTo);

  const codes = caveats.split(/[\s,،]+/u).filter(Boolean);
  const caveatsInvalid = codes.some((code) => !caveatSchema.safeParse(code).success);
  const tell = (next: { level?: Level; codes?: string[]; countries?: readonly string[] }) => {
    const label = labelSchema.safeParse({
      level: next.level ?? level,
      caveats: [...new Set(next.codes ?? codes)].sort(),
      releasableTo: next.countries ?? countries,
      originator: value.originator,
    });
    onChange(label.success ? label.data : null);
  };
  const floorCountries = floor && floor.releasableTo[0] !== EVERY_STATE ? floor.releasableTo : null;
  const choices = [
    ...(floorCountries ? [] : [{ value: EVERY_STATE as string, text: t('level.releasableEvery') }]),
    ...CODES.filter((code) => !floorCountries || floorCountries.includes(code)).map((code) => ({
      value: code,
      text: countryName(code, i18n),
    })),
  ];

  return (
    <div className={styles.fields}>
      <ChooseOne
        label={t('level.levelField')}
        value={LEVELS[level]}
        onChange={(chosen) => {
          const next = LEVELS.indexOf(chosen) as Level;
          setLevel(next);
          tell({ level: next });
        }}
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
        onChange={(text) => {
          const upper = text.toUpperCase();
          setCaveats(upper);
          tell({ codes: upper.split(/[\s,،]+/u).filter(Boolean) });
        }}
        error={caveatsInvalid ? t('level.caveatsInvalid') : undefined}
      />
      <ChooseMany
        label={t('level.releasableField')}
        options={choices}
        value={countries}
        error={countries.length === 0 ? t('level.releasableEmpty') : undefined}
        onChange={(chosen) => {
          // "Every state" and single states never stand together: the last one pressed wins.
          const added = chosen.find((code) => !countries.includes(code));
          const next = added === EVERY_STATE ? [EVERY_STATE] : chosen.filter((code) => code !== EVERY_STATE);
          setCountries(next);
          tell({ countries: next });
        }}
      />
      <p className={styles.originator}>
        {t('level.originatorField')}: <strong>{countryName(value.originator, i18n)}</strong>. {t('level.originatorFixed')}
      </p>
      {floor && <p className={styles.originator}>{t('level.onlyStricter')}</p>}
      <p className={styles.preview}>
        <LabelBadge label={{ ...value, level, caveats: codes, releasableTo: countries as Label['releasableTo'] }} />
      </p>
    </div>
  );
}
