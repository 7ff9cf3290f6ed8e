import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const contracts = fileURLToPath(new URL('../../libs/contracts/src', import.meta.url));
const server = process.env['MAJLIS_DEV_SERVER'] ?? 'http://localhost:3000';

/** React Aria and zod carry their own words in thirty languages and more; two of them are ours, and zod's are not shown. */
const ourLanguages: Plugin = {
  name: 'majlis:our-languages',
  enforce: 'pre',
  load(id) {
    if (id.endsWith('/zod/v4/locales/index.js')) return "export { default as en } from './en.js';";
    const words = /\/react-(aria|stately|aria-components)\/.*\/intl\/.*?([a-z]{2}-[A-Z]{2})\.m?js$/.exec(id)?.[2];
    return words && words !== 'ar-AE' && words !== 'en-US' ? 'export default {}' : null;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [ourLanguages, react()],
  // Replaced by each answer's own nonce (apps/agenda/src/edge/client.middleware.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: {
    alias: [
      { find: /^@app\/contracts$/, replacement: `${contracts}/index.ts` },
      { find: /^@app\/contracts\/(.*)\.js$/, replacement: `${contracts}/$1.ts` },
      { find: /^@app\/contracts\/(.*)$/, replacement: `${contracts}/$1` },
    ],
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    // The content security policy allows no data: URL for scripts and fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
  // Named as the server knows the workers of papers, which have a policy of their own (client.middleware.ts).
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name].min-[hash].mjs' } } },
  server: {
    // The dev server only serves the client; everything else is the real product. The Origin header has to be
    // the product's own, because state-changing requests from another origin are refused.
    proxy: {
      '^/(api|health)(/|$)': { target: server, headers: { origin: server } },
      '^/rt/': { target: server, ws: true, headers: { origin: server } },
    },
  },
});
