import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components/Link';
import type { ReactNode } from 'react';
import styles from './Button.module.css';
import { Tip } from './Tip';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  variant?: Variant;
  size?: 'normal' | 'large';
  icon?: ReactNode;
  children: ReactNode;
}

export function Button({ variant = 'secondary', size = 'normal', icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={styles.button ?? ''} data-variant={variant} data-size={size}>
      {icon}
      <span>{children}</span>
    </AriaButton>
  );
}

export interface LinkButtonProps extends Omit<AriaLinkProps, 'className' | 'style' | 'children'> {
  variant?: Variant;
  size?: 'normal' | 'large';
  icon?: ReactNode;
  children: ReactNode;
}

/** Goes somewhere; looks like a button where going there is the main step. */
export function LinkButton({ variant = 'secondary', size = 'normal', icon, children, ...props }: LinkButtonProps) {
  return (
    <AriaLink {...props} className={styles.button ?? ''} data-variant={variant} data-size={size}>
      {icon}
      <span>{children}</span>
    </AriaLink>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** Said by a screen reader and shown as a tip: an icon alone is a riddle. */
  label: string;
  icon: ReactNode;
  variant?: 'quiet' | 'secondary' | 'primary' | 'danger';
  pressed?: boolean;
}

export function IconButton({ label, icon, variant = 'quiet', pressed, ...props }: IconButtonProps) {
  return (
    <Tip text={label}>
      <AriaButton
        {...props}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={styles.icon ?? ''}
        data-variant={variant}
        data-pressed-state={pressed ?? false}
      >
        {icon}
      </AriaButton>
    </Tip>
  );
}
