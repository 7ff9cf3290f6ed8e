import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * From sources (tests) Node strips the types itself; only the `.js` suffix of imports has to be turned back into `.ts`.
 * Built code needs neither.
 */
const SOURCE_HOOKS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const own = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
      return next(own ? specifier.slice(0, -3) + '.ts' : specifier, context);
    },
  });
`)}`;

/**
 * Command line of a Node child that runs one of our entry modules with as few rights as possible: it may read the
 * program itself and the given paths, write only the given paths, and start nothing.
 *
 * @param from `import.meta.url` of the caller
 * @param entry entry module beside the caller, without its extension, such as `./prepare-entry`
 */
export function nodeChild(
  from: string,
  entry: string,
  options: { read: string[]; write: string[]; heapMiB: number },
): { command: string; parameters: string[] } {
  const extension = from.endsWith('.ts') ? '.ts' : '.js';
  const entryPath = fileURLToPath(new URL(entry + extension, from));
  const allowed = [...programFolders(entryPath), ...options.read];
  return {
    command: process.execPath,
    parameters: [
      '--permission',
      ...allowed.map((path) => `--allow-fs-read=${path}`),
      ...options.write.map((path) => `--allow-fs-write=${path}`),
      '--no-warnings',
      `--max-old-space-size=${options.heapMiB}`,
      // WebAssembly's guard regions would not fit into a limited address space.
      '--disable-wasm-trap-handler',
      ...(extension === '.ts' ? [`--import=${SOURCE_HOOKS}`] : []),
      entryPath,
    ],
  };
}

/** The folder of the program and that of its packages. */
function programFolders(entryPath: string): string[] {
  const packages = createRequire(entryPath).resolve('pdfjs-dist/package.json');
  const modules = packages.slice(0, packages.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules${sep}`.length);
  return [modules, `${dirname(modules)}${sep}package.json`, `${dirname(dirname(entryPath))}${sep}`];
}
