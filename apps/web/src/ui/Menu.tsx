import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import styles from './Menu.module.css';

export interface MenuEntry {
  id: string;
  text: string;
  icon?: ReactNode;
  run?: () => void;
  href?: string;
}

export function Menu({
  label,
  trigger,
  entries,
  head,
}: {
  label: string;
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  head?: ReactNode;
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={6}>
        {head && <div className={styles.head}>{head}</div>}
        <AriaMenu aria-label={label} className={styles.menu ?? ''}>
          {entries.map((entry) => (
            <AriaMenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.text}
              className={styles.item ?? ''}
              {...(entry.href ? { href: entry.href } : {})}
              {...(entry.run ? { onAction: entry.run } : {})}
            >
              {entry.icon}
              <span>{entry.text}</span>
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
