import type { LucideIcon } from 'lucide-react';
import { IconButton } from '../../ui';

interface ToolButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  /** The icon points along the line and mirrors with the script. */
  readonly points?: boolean;
  readonly pressed?: boolean;
  /** Left out where there is room for few. */
  readonly optional?: boolean;
  /** Null: not possible now. */
  readonly onPress: (() => void) | null;
}

/** A tool of the reader: an icon, its words, and what it does. */
export function ToolButton({ label, icon: Icon, points = false, pressed, optional = false, onPress }: ToolButtonProps) {
  return (
    <span data-optional={optional || undefined}>
      <IconButton
        label={label}
        icon={<Icon aria-hidden size={22} strokeWidth={1.75} className={points ? 'points' : undefined} />}
        {...(pressed === undefined ? {} : { pressed })}
        isDisabled={onPress === null}
        onPress={() => onPress?.()}
      />
    </span>
  );
}
