// Which Node runs the product. Any Node >= 20 may run these scripts; everything else runs under the one of npm.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ask, ROOT, Stop } from './process.mjs';

/** Where the project's Node is, as pinned in package.json by an optional dependency per platform. */
export function findNode() {
  const packaged = join(ROOT, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  // Asked, not only found: the packaged binary needs glibc, which some systems of the same name lack.
  if (existsSync(packaged) && ask(packaged, ['--version'])) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 24 && minor >= 15) || major === 25 || major === 26) return process.execPath;
  throw new Stop(`no Node 24 for ${process.platform}-${process.arch} is in npm, and this one is ${process.version}.
Please install Node 24 (24.15 or later) and start again with it.`);
}

/** The environment in which children find that Node and the installed tools first. @param {string} node */
export function runtimeEnv(node) {
  const path = [dirname(node), join(ROOT, 'node_modules/.bin'), process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path };
}
