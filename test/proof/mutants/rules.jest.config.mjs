// What Stryker runs for each mutant of the rules: the spec beside them and the slice of the matrix.
import config from '../../../jest.config.mjs';

const [unit] = config.projects;

export default {
  ...unit,
  displayName: undefined,
  testMatch: ['<rootDir>/libs/access/src/rules/*.spec.ts', '<rootDir>/test/proof/matrix/slice.proof-spec.ts'],
};
