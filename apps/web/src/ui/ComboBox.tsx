import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/TextField';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { FieldNotes } from './Field';
import field from './Field.module.css';
import styles from './Select.module.css';

export interface ComboBoxOption {
  value: string;
  text: string;
  /** Tells it from another one of the same text. */
  note: string;
}

export interface ComboBoxProps {
  label: string;
  /** What stands in the field. */
  text: string;
  /** What it stands for; null while it is typed. */
  value: string | null;
  /** What may be meant by it, asked for while it is typed. */
  options: readonly ComboBoxOption[];
  /** What stands in the list while there is nothing to choose. */
  empty: string;
  onType(text: string): void;
  onChoose(value: string): void;
  onLeave(): void;
  help?: string | undefined;
  error?: string | undefined;
}

/** A field that offers what may be meant by what is typed. */
export function ComboBox({ label, text, value, options, empty, onType, onChoose, onLeave, help, error }: ComboBoxProps) {
  // Of what was chosen, and of nothing, there is nothing to offer.
  const canOpen = value === null && text.trim() !== '';
  return (
    <AriaComboBox
      items={options}
      inputValue={text}
      onInputChange={onType}
      value={value}
      // Null: what was typed is none of the options, which is told by `error`.
      onChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
      onBlur={onLeave}
      allowsCustomValue
      // Opens with the first letter: it does not open by itself when the answer comes.
      allowsEmptyCollection={canOpen}
      isInvalid={error !== undefined}
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      <div className={styles.open}>
        <Input className={field.input ?? ''} dir="auto" />
        {canOpen && (
          <Button className={styles.trigger ?? ''}>
            <ChevronDown size={18} aria-hidden />
          </Button>
        )}
      </div>
      <FieldNotes help={help} error={error} />
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox<ComboBoxOption> className={styles.list ?? ''} renderEmptyState={() => <p className={styles.empty}>{empty}</p>}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.text} className={styles.option ?? ''}>
              <bdi>{option.text}</bdi>
              <bdi className={styles.note}>{option.note}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
