import { TextField, useTyped } from '../../ui';

interface FilterTextProps {
  label: string;
  value: string;
  onChange(text: string): void;
  help?: string;
  error?: string | undefined;
}

/** A field of the filter: days, or the id of a paper. */
export function FilterText({ value, onChange, error, help, ...rest }: FilterTextProps) {
  const { text, type, leave } = useTyped(value, onChange);
  return (
    <TextField
      {...rest}
      value={text}
      onChange={type}
      onBlur={leave}
      dir="ltr"
      help={error ? undefined : help}
      {...(error ? { error } : {})}
    />
  );
}
