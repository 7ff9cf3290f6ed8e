// All tiers as in the root, compiled with the fault of MAJLIS_MUTANT in them.
import config from '../../../jest.config.mjs';

const withFault = (transform) =>
  Object.fromEntries(
    Object.entries(transform).map(([pattern, [, options]]) => [pattern, ['<rootDir>/test/proof/mutants/mutate.cjs', options]]),
  );

export default {
  projects: config.projects.map((project) => ({ ...project, transform: withFault(project.transform) })),
  rootDir: '../../..',
};
