/**
 * Positive controls: a proof that cannot fail proves nothing, so each of these faults is put into the product and the
 * proof that watches the place must fail (`npm run proof:access -- mutants`). A list is a file `<place>.mutants.ts` in
 * this folder, exporting an array of one of the two kinds; names are unique over all lists.
 */
interface Fault {
  /** Kebab case, as it is printed when it survives. */
  readonly name: string;
  /** What is broken, in a sentence a security officer understands. */
  readonly breaks: string;
}

/**
 * A fault in TypeScript: `find` occurs exactly once in `file` and becomes `replace` while the code is loaded; no file is
 * changed. It is caught when the specs of `caughtBy` fail with it; without any mutant they must pass.
 */
export interface SourceMutant extends Fault {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** A pattern of `jest --testPathPatterns` over test/: as few specs as show it. */
  readonly caughtBy: string;
}

/**
 * A fault in the database, put into its catalogue and rolled back. `find` occurs in the definition of a policy or function
 * as PostgreSQL prints it. It is caught when the rows the application's role then reads are not those of the oracle.
 */
export type SqlMutant = Fault & (RewrittenMutant | { readonly statement: string });
export interface RewrittenMutant {
  /** `documents_select`, `app.my_level`: several where the fault would have to be made in several places. */
  readonly objects: readonly string[];
  readonly find: string;
  readonly replace: string;
}
