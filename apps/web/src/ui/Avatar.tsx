import styles from './Avatar.module.css';

/** The first letters of a name that say something: titles and the Arabic article do not. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => word.replace(/^ال(?=\p{L}{2})/u, ''));
  return words
    .slice(0, 2)
    .map((word) => ([...word][0] ?? '').toUpperCase())
    .join('\u200c');
}

export function Avatar({ name, size = 'normal' }: { name: string; size?: 'normal' | 'small' }) {
  return (
    // Drawn by the style sheet: initials are an ornament, never a name to be read out or searched.
    <span className={styles.avatar} data-size={size} data-initials={initialsOf(name)} aria-hidden />
  );
}
