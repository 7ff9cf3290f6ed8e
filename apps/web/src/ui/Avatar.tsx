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
    <span className={styles.avatar} data-size={size} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}
