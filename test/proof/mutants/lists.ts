import { LABEL_MUTANTS } from './labels.mutants.js';
import { type SourceMutant } from './mutant.js';
import { OFFICE_MUTANTS } from './offices.mutants.js';
import { SURROUNDINGS_MUTANTS } from './surroundings.mutants.js';

/** All faults in TypeScript. A new list is added here. */
export const SOURCE_MUTANTS: readonly SourceMutant[] = [...LABEL_MUTANTS, ...SURROUNDINGS_MUTANTS, ...OFFICE_MUTANTS];
