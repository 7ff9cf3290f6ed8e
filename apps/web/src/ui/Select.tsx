import { Check, ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { FieldError } from 'react-aria-components/FieldError';
import field from './Field.module.css';
import styles from './Select.module.css';

export interface SelectOption<V extends string> {
  value: V;
  text: string;
}

export interface SelectProps<V extends string> {
  label: string;
  labelHidden?: boolean;
  dense?: boolean;
  value: V | null;
  options: readonly SelectOption<V>[];
  onChange(value: V): void;
  placeholder?: string;
  error?: string | undefined;
  isDisabled?: boolean;
}

export function Select<V extends string>({
  label,
  labelHidden = false,
  dense = false,
  value,
  options,
  onChange,
  placeholder,
  error,
  isDisabled = false,
}: SelectProps<V>) {
  return (
    <AriaSelect
      {...(labelHidden ? { 'aria-label': label } : {})}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      {...(placeholder ? { placeholder } : {})}
      className={field.field ?? ''}
      data-dense={dense}
    >
      {!labelHidden && <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={styles.button ?? ''} data-dense={dense}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown size={18} aria-hidden />
      </Button>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.text} className={styles.option ?? ''}>
              <span>{option.text}</span>
              <Check size={18} aria-hidden className={styles.check} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
