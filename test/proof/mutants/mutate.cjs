// The transformer of every other test, with one fault put in: MAJLIS_MUTANT is a SourceMutant as JSON (mutant.ts).
const { createTransformer } = require('@swc/jest');

const mutant = process.env.MAJLIS_MUTANT ? JSON.parse(process.env.MAJLIS_MUTANT) : null;

/** The text that is compiled instead; a cached file is found by it too. */
function faulty(source, path) {
  if (!mutant || !path.endsWith(`/${mutant.file}`)) return source;
  const [before, after, ...more] = source.split(mutant.find);
  if (after === undefined || more.length > 0) throw new Error(`${mutant.name}: its text does not occur exactly once in ${mutant.file}`);
  return before + mutant.replace + after;
}

module.exports = {
  createTransformer(options) {
    const plain = createTransformer(options);
    return {
      canInstrument: plain.canInstrument,
      getCacheKey: (source, path, ...rest) => plain.getCacheKey(faulty(source, path), path, ...rest),
      process: (source, path, ...rest) => plain.process(faulty(source, path), path, ...rest),
    };
  },
};
