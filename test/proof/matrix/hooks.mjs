// Lets a worker thread of plain Node (which strips types by itself) load our TypeScript: the paths of tsconfig.json, and
// `.js` in an import for the `.ts` it is written in.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const libs = pathToFileURL(`${process.cwd()}/libs/`).href;

registerHooks({
  resolve(specifier, context, next) {
    const [, lib, path = 'index.js'] = /^@app\/([^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
    if (lib) return next(`${libs}${lib}/src/${path.replace(/\.js$/, '.ts')}`, context);
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
