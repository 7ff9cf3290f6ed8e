import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { FieldError } from 'react-aria-components/FieldError';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import type { ReactNode } from 'react';
import field from './Field.module.css';
import styles from './Choice.module.css';

interface Option<V extends string> {
  value: V;
  text: ReactNode;
}

interface ManyProps<V extends string> {
  label: string;
  options: readonly (Option<V> & { disabled?: boolean })[];
  value: readonly V[];
  onChange(value: V[]): void;
  error?: string | undefined;
  help?: string;
  /** One below the other: for names. */
  stacked?: boolean;
}

export function ChooseMany<V extends string>({ label, options, value, onChange, error, help, stacked = false }: ManyProps<V>) {
  return (
    <CheckboxGroup
      className={field.field ?? ''}
      value={[...value]}
      isInvalid={error !== undefined}
      onChange={(chosen) => onChange(options.map((option) => option.value).filter((option) => chosen.includes(option)))}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      {help && (
        <Text slot="description" className={field.help ?? ''}>
          {help}
        </Text>
      )}
      <div className={styles.options} data-stacked={stacked}>
        {options.map((option) => (
          <CheckboxField key={option.value} value={option.value} isDisabled={option.disabled ?? false}>
            <CheckboxButton className={styles.option ?? ''}>
              <span className={styles.box}>
                <Check size={16} strokeWidth={3} aria-hidden />
              </span>
              {option.text}
            </CheckboxButton>
          </CheckboxField>
        ))}
      </div>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}

interface OneProps<V extends string> {
  label: string;
  labelHidden?: boolean;
  options: readonly (Option<NoInfer<V>> & { disabled?: boolean })[];
  value: V;
  onChange(value: V): void;
}

/** One of a few, all of them in sight. */
export function ChooseOne<V extends string>({ label, labelHidden = false, options, value, onChange }: OneProps<V>) {
  return (
    <RadioGroup
      className={field.field ?? ''}
      {...(labelHidden ? { 'aria-label': label } : {})}
      value={value}
      orientation="horizontal"
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      {!labelHidden && <Label className={field.label ?? ''}>{label}</Label>}
      <div className={styles.segments}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} isDisabled={option.disabled ?? false}>
            <RadioButton className={styles.segment ?? ''}>{option.text}</RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
