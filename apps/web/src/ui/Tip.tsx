import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import styles from './Tip.module.css';

/** A tip beside a control, for mouse and keyboard. Never the only place where something is said. */
export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={600} closeDelay={80}>
      {children}
      <Tooltip offset={6} className={styles.tip ?? ''}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
