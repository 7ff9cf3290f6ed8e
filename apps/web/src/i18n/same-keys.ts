/** What an English area must be: the same keys as its Arabic original, no more and no less. */
export type SameKeys<T> = { readonly [K in keyof T]: string };
