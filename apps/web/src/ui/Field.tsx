import { type ReactNode, useState } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField, type NumberFieldProps as AriaNumberFieldProps } from 'react-aria-components/NumberField';
import { Input, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';
import { Text } from 'react-aria-components/Text';
import styles from './Field.module.css';

interface Words {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  /** The label is said but not shown (a column head shows it). */
  labelHidden?: boolean;
  dense?: boolean;
}

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'>, Words {
  /** Direction of what is typed; by default that of its first letter. */
  dir?: 'auto' | 'ltr' | 'rtl';
  placeholder?: string;
  lang?: string;
}

export function TextField({
  label,
  help,
  error,
  labelHidden = false,
  dense = false,
  dir = 'auto',
  placeholder,
  lang,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      {...(labelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      className={styles.field ?? ''}
      data-dense={dense}
    >
      {!labelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input className={styles.input ?? ''} dir={dir} {...(placeholder ? { placeholder } : {})} {...(lang ? { lang } : {})} />
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'style' | 'children' | 'isInvalid'>, Words {}

export function NumberField({ label, help, error, labelHidden = false, dense = false, ...props }: NumberFieldProps) {
  // React Aria goes on formatting in the digits that were typed; made anew once it is left, the field shows the reader's.
  const [visit, setVisit] = useState(0);
  return (
    <AriaNumberField
      key={visit}
      {...props}
      onBlur={() => setVisit((before) => before + 1)}
      {...(labelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      className={styles.field ?? ''}
      data-dense={dense}
    >
      {!labelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input className={styles.input ?? ''} />
      <FieldNotes help={help} error={error} />
    </AriaNumberField>
  );
}

/** What stands under a field: help, or what is wrong. */
export function FieldNotes({ help, error }: { help?: string | undefined; error?: string | undefined }) {
  return (
    <>
      {help && !error && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </>
  );
}

/** A label over a group of controls that is no single field. */
export function FieldGroup({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>{label}</legend>
      {children}
      {help && <p className={styles.help}>{help}</p>}
    </fieldset>
  );
}
