// Who may import whom (DESIGN §2). Each rule says in a sentence what it protects; `npm run boundaries` applies them.
// Type-only imports count like any other: a type carries the shape of what it hides.

const ours = '^(apps|libs)/';
/** Specs and helpers for specs, wherever they lie: beside the code, in a `testing` folder, in test/. */
const TESTS = '(\\.spec\\.tsx?$|^libs/[^/]+/src/testing/|^libs/testing/|^test/)';

/** A library may import the libraries named here and no other code of ours. */
const mayImport = (lib, allowed, comment) => ({
  name: `lib-${lib.replace('/', '-')}`,
  comment,
  severity: 'error',
  from: { path: `^libs/${lib.replace('/', '/src/')}/`, pathNot: TESTS },
  to: { path: ours, pathNot: [lib, ...allowed].map((name) => `^libs/${name.replace('/', '/src/')}/`) },
});

/** Only files of `where` (and specs of theirs) may import a package. */
const onlyIn = (name, where, packages, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: where },
  to: { path: packages },
});

module.exports = {
  forbidden: [
    // ---- libraries -------------------------------------------------------------------------------------------
    {
      name: 'contracts-depend-on-zod-alone',
      comment:
        'Contracts run in the browser and in every service, so they may depend on zod alone: no Nest, no node:*, no other library of ours.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: TESTS },
      to: { pathNot: ['^libs/contracts/', '^node_modules/zod/'] },
    },
    mayImport('platform', ['contracts'], 'Platform is the floor everybody stands on: it knows the contracts and nothing else of ours.'),
    mayImport(
      'identity',
      ['contracts', 'platform'],
      'Identity says who is asking; what he may do, and where it is stored, is not its business.',
    ),
    mayImport(
      'database',
      ['contracts', 'platform', 'identity'],
      'The database knows the request context it binds to a transaction, and never the decision or a service.',
    ),
    mayImport(
      'access/rules',
      ['contracts'],
      'The decision is a pure function of contracts: no Nest, no TypeORM, nothing that could be asked for a fact in the middle of it.',
    ),
    {
      name: 'rules-are-pure',
      comment: 'The decision is tested exhaustively, which works only as long as it imports no package, no node:* module and no clock.',
      severity: 'error',
      from: { path: '^libs/access/src/rules/', pathNot: TESTS },
      to: { pathNot: ['^libs/access/src/rules/', '^libs/contracts/'] },
    },
    mayImport(
      'access/nest',
      ['access/rules', 'contracts', 'identity', 'platform'],
      'The guard is used by nodes without a database, so it must not pull one in.',
    ),
    mayImport(
      'access/facts',
      ['access/rules', 'access/nest', 'contracts', 'identity', 'platform', 'database', 'audit'],
      'Facts are the one place where the decision meets the database and the trail; they know no service.',
    ),
    mayImport(
      'audit',
      ['contracts', 'platform', 'identity', 'database'],
      'The trail is written by everybody and asks nobody: it must not depend on the decision it records.',
    ),
    mayImport('storage', ['contracts', 'platform'], 'The store keeps sealed bytes; who may open them is decided before it is asked.'),
    mayImport('pdf', ['contracts'], 'Papers are prepared in processes of their own, without Nest, database or settings.'),
    {
      name: 'pdf-without-a-framework',
      comment: 'libs/pdf runs in limited child processes that start in milliseconds: no Nest, no TypeORM, no driver.',
      severity: 'error',
      from: { path: '^libs/pdf/', pathNot: TESTS },
      to: { path: '^node_modules/(@nestjs|typeorm|pg|express|socket\\.io)/' },
    },
    {
      name: 'no-deep-import-of-a-library',
      comment:
        "A library's surface is its src/index.ts (for access: rules, nest and facts; contracts may be entered anywhere, so that a browser bundle can be small). Import from the index or export there what is missing.",
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/', pathNot: ['\\.spec\\.tsx?$', '^libs/testing/'] },
      to: {
        path: '^libs/',
        pathNot: ['^$1/$2/', '^libs/contracts/', '^libs/[^/]+/src/index\\.ts$', '^libs/access/src/(rules|nest|facts)/index\\.ts$'],
      },
    },
    {
      name: 'libraries-know-no-app',
      comment: 'Libraries are below the apps: an import upwards would make the apps that share them depend on each other.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^apps/' },
    },
    {
      name: 'testing-in-tests-only',
      comment: 'Factories, fakes and superuser connections are for tests; production code that could reach them would one day use them.',
      severity: 'error',
      from: { path: ours, pathNot: TESTS },
      to: { path: ['^libs/testing/', '^libs/[^/]+/src/testing/', '^test/', '\\.spec\\.tsx?$'] },
    },
    {
      name: 'specs-are-imported-by-nobody',
      comment: 'A spec that is imported runs its tests twice; what two specs share belongs into a testing folder.',
      severity: 'error',
      from: {},
      to: { path: '\\.(spec|int-spec|wire-spec|smoke-spec|e2e)\\.tsx?$' },
    },

    // ---- apps ------------------------------------------------------------------------------------------------
    {
      name: 'no-app-imports-another',
      comment: 'Services speak through contracts, bus and grants. Only majlis composes the others into one process.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/majlis/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'majlis-composes-modules',
      comment:
        'majlis puts the services together by their modules and holds no feature code: it may enter an app at its module, its demo and the client it serves, nowhere else.',
      severity: 'error',
      from: { path: '^apps/majlis/' },
      to: {
        path: '^apps/(?!majlis/)',
        pathNot: [
          '^apps/[^/]+/src/[^/]+\\.(module|config)\\.ts$',
          '^apps/agenda/src/demo/(demo\\.seeder|personas)\\.ts$',
          '^apps/agenda/src/edge/client\\.middleware\\.ts$',
        ],
      },
    },
    {
      name: 'web-imports-contracts-only',
      comment: 'The client sees what everybody may see: of our libraries it imports the contracts and nothing else.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs/(?!contracts/)|apps/(?!web/))' },
    },
    {
      name: 'web-runs-in-the-browser',
      comment: 'Server packages and node modules have no place in the bundle (the build file and specs run in node).',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: TESTS },
      to: {
        path: '^(node_modules/(@nestjs|typeorm|pg|express|socket\\.io|pino|mediasoup|ioredis)/|node:)',
        dependencyTypesNot: ['npm-no-pkg'],
      },
    },
    {
      name: 'web-without-node',
      comment: 'The browser has no node:* modules.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'conference-has-no-database',
      comment:
        'A media node stands in another country: it must not hold a connection to a classified store. It knows contracts, identity, the pure rules, the guard and platform; facts come with the grant, audit events over the link.',
      severity: 'error',
      from: { path: '^apps/conference/' },
      to: { path: ['^libs/(database|audit|storage|pdf)/', '^libs/access/src/facts/', '^node_modules/(typeorm|pg)/'] },
    },

    // ---- single importers ------------------------------------------------------------------------------------
    onlyIn(
      'mediasoup-behind-the-sfu',
      ['^apps/conference/src/sfu/', '^scripts/', '^test/'],
      '^node_modules/mediasoup/',
      'Only apps/conference/src/sfu imports mediasoup: the wall that keeps rooms testable without a worker, and a later split possible.',
    ),
    onlyIn(
      'pdf-lib-behind-pdf',
      ['^libs/pdf/', '^test/'],
      '^node_modules/(@cantoo/)?pdf-lib/',
      'Only libs/pdf imports pdf-lib: its text drawing breaks Arabic (F5), and our layout is the only way around it.',
    ),
    onlyIn(
      'typeorm-behind-the-database',
      ['^libs/database/', '^libs/testing/', '\\.repository\\.ts$', '^test/'],
      '^node_modules/(typeorm|pg)/',
      'Rows are read through the transaction of a request context; the query language of TypeORM is for repositories only.',
    ),
    onlyIn(
      'jose-behind-identity',
      ['^libs/identity/', '^test/'],
      '^node_modules/jose/',
      'Grants are minted and verified in one place, so that algorithms and audiences are fixed once.',
    ),
    onlyIn(
      'redis-behind-the-bus',
      ['^libs/platform/src/bus/', '^test/'],
      '^node_modules/ioredis/',
      'Fan-out goes through the Bus, which parses what arrives; a second client of Redis would not.',
    ),
    {
      name: 'files-of-papers-behind-storage',
      comment:
        'Only libs/storage touches files of papers. libs/pdf reads and writes the private scratch folder it is handed, libs/database runs its server, libs/audit keeps its checkpoints outside of the database, apps/majlis keeps its keys and data folder; in apps/agenda three files: the upload into the scratch folder, the seeder that puts demo papers there, and the built client.',
      severity: 'error',
      from: {
        path: ours,
        pathNot: [
          TESTS,
          '^libs/(storage|pdf|database)/',
          '^libs/audit/src/seal/witness\\.ts$',
          '^apps/majlis/',
          '^apps/agenda/src/documents/receive-upload\\.ts$',
          '^apps/agenda/src/demo/demo\\.seeder\\.ts$',
          '^apps/agenda/src/edge/client\\.middleware\\.ts$',
          '^apps/web/vite\\.config\\.ts$',
        ],
      },
      to: { path: '^(node:)?fs(/promises)?$' },
    },

    // ---- features --------------------------------------------------------------------------------------------
    {
      name: 'web-features-are-apart',
      comment:
        'A feature of the client never imports another one; what two of them need lies in a shared folder (ui, wire, state, i18n, …). features/room is the place where the features of a meeting are put together.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/', pathNot: '^apps/web/src/features/room/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'web-shared-folders-know-no-feature',
      comment: 'Shared folders are below the features; only app/ (the router) and features/room put features together.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: '^apps/web/src/(app|features)/' },
      to: { path: '^apps/web/src/(features|app)/' },
    },
    {
      name: 'realtime-features-are-apart',
      comment: 'Features of the realtime services never import each other: the gateway puts them together.',
      severity: 'error',
      from: { path: '^apps/(annotation|conference)/src/features/([^/]+)/' },
      to: { path: '^apps/$1/src/features/', pathNot: '^apps/$1/src/features/$2/' },
    },
    {
      name: 'agenda-features-below-items-and-meetings',
      comment: 'Meetings are the ground of the agenda: items stand on meetings, documents on both, and never the other way round.',
      severity: 'error',
      from: { path: '^apps/agenda/src/meetings/' },
      to: { path: '^apps/agenda/src/(items|documents|grants|search|demo)/' },
    },
    {
      name: 'agenda-items-below-documents',
      comment: 'An item does not know its papers: documents import items.',
      severity: 'error',
      from: { path: '^apps/agenda/src/items/' },
      to: { path: '^apps/agenda/src/(documents|grants|search|demo)/' },
    },
    {
      name: 'agenda-demo-is-on-top',
      comment:
        'The demo uses the product and the product does not use the demo (the list of personas the sign-in page shows is data, not code).',
      severity: 'error',
      from: { path: '^apps/agenda/src/', pathNot: ['^apps/agenda/src/demo/', '^apps/agenda/src/(agenda\\.module|main)\\.ts$'] },
      to: { path: '^apps/agenda/src/demo/', pathNot: '^apps/agenda/src/demo/personas\\.ts$' },
    },
    {
      name: 'agenda-edge-knows-no-feature',
      comment: 'The edge judges every request alike: of the features it knows the sessions, which tell who is asking.',
      severity: 'error',
      from: { path: '^apps/agenda/src/(edge|events)/' },
      to: { path: '^apps/agenda/src/', pathNot: '^apps/agenda/src/(edge|events|sessions)/' },
    },

    // ---- everywhere ------------------------------------------------------------------------------------------
    {
      name: 'no-circular',
      comment: 'A circle has no first file to read and, with decorators, no order that works: take out what both sides need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports and that imports nothing is dead, or reached in a way nobody can see.',
      severity: 'error',
      from: {
        orphan: true,
        // Started as processes or found by their runner, not imported.
        pathNot: ['\\.d\\.ts$', '^test/', '\\.spec\\.tsx?$', '/[^/]+-entry\\.ts$', '^apps/web/public/'],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails in production at the worst moment.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that only comes along with another one disappears with it: declare it in package.json.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-production',
      comment: 'The images are installed without development packages.',
      severity: 'error',
      from: { path: '^(apps/(majlis|agenda|annotation|conference)|libs)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '\\.(css|svg|woff2?)$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
