import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const SERVER = ['apps/{majlis,agenda,annotation,conference}/**/*.ts', 'libs/**/*.ts'];
const WEB = ['apps/web/**/*.{ts,tsx}'];
const TESTS = ['test/**/*.ts', '**/*.spec.ts', '**/*.spec.tsx', 'libs/testing/**/*.ts', 'libs/*/src/testing/**/*.ts'];
const SCRIPTS = ['**/*.{mjs,cjs}'];

/** Packages that look handy and are not for this product. The message says what to use. */
const unwanted = (names, message) => names.map((name) => ({ name, message }));
const RESTRICTED_PACKAGES = [
  ...unwanted(
    ['dayjs', 'moment', 'luxon', 'date-fns'],
    'Use Intl, and @internationalized/date in the client: it knows the Umm al-Qura calendar.',
  ),
  ...unwanted(['lodash', 'lodash-es', 'underscore', 'ramda'], 'The language has it by now.'),
  ...unwanted(['axios', 'node-fetch', 'got', 'superagent'], 'Use fetch; in the client, the typed calls of wire/.'),
  ...unwanted(['@nestjs/config', 'dotenv'], 'Settings come from loadConfig of @app/platform, checked once and named in one schema.'),
  ...unwanted(
    ['@nestjs/typeorm'],
    'Injected repositories run outside the transaction that carries the subject: use ctx.transaction of @app/database.',
  ),
  ...unwanted(['class-validator', 'class-transformer', 'joi', 'yup'], 'Input is described once, by the zod schemas of @app/contracts.'),
  ...unwanted(['@nestjs/swagger'], 'The OpenAPI description is made from the contracts.'),
  ...unwanted(
    ['@nestjs/observe', 'newrelic', 'dd-trace', 'posthog-js', 'posthog-node'],
    'No outbound connection and no telemetry (DESIGN §10): log through Log of @app/platform.',
  ),
  ...unwanted(['winston', 'bunyan', 'morgan', 'debug'], 'Log through Log of @app/platform: it redacts.'),
  ...unwanted(['jsonwebtoken', 'jws'], 'Grants are minted and verified by @app/identity.'),
  ...unwanted(['bcrypt', 'bcryptjs', 'crypto-js', 'md5', 'sha1'], 'Use node:crypto, and @node-rs/argon2 for passwords.'),
  ...unwanted(['nanoid'], 'Ids are UUIDv7 (uuid), secrets come from randomBytes.'),
  ...unwanted(
    [
      'perf_hooks',
      'fs',
      'fs/promises',
      'path',
      'os',
      'crypto',
      'http',
      'https',
      'net',
      'url',
      'util',
      'stream',
      'events',
      'child_process',
      'worker_threads',
      'zlib',
      'buffer',
      'assert',
      'module',
      'timers/promises',
    ],
    'Write node:… so that nobody can publish a package of that name in between.',
  ),
];
const RESTRICTED_PATTERNS = [
  {
    group: ['@sentry/*', '@opentelemetry/*', '@datadog/*', '@grafana/*'],
    message: 'No outbound connection and no telemetry (DESIGN §10).',
  },
  { group: ['@cantoo/pdf-lib'], message: "Import 'pdf-lib' (an alias to the maintained fork), and only in libs/pdf." },
  { group: ['**/dist/**'], message: 'Import the source.' },
];
const restrictedImports = ['error', { paths: RESTRICTED_PACKAGES, patterns: RESTRICTED_PATTERNS }];

const HTML = [
  {
    selector: ':matches(JSXAttribute[name.name="dangerouslySetInnerHTML"], Property[key.name="dangerouslySetInnerHTML"])',
    message: 'Text of papers and people is never HTML: render it as text.',
  },
  {
    selector:
      ':matches(AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name="insertAdjacentHTML"], CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/])',
    message: 'Text of papers and people is never HTML: use textContent or a component.',
  },
];
const SQL = [
  {
    selector: 'CallExpression[callee.property.name=/^(query|createQueryBuilder|createQueryRunner)$/]',
    message:
      'SQL is written in *.repository.ts (and in libs/database, libs/audit, libs/access/src/facts, apps/agenda/src/events): move it there.',
  },
];
const ENVIRONMENT = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Settings come from Config: add the variable to loadConfig of @app/platform, which checks and documents it.',
  },
];
/** Where an enum or a namespace would leave code that types alone do not explain. */
const SYNTAX = [
  {
    selector: 'TSEnumDeclaration',
    message: 'Use a union of literals or a const object: enums are not erasable and not iterable as one expects.',
  },
  { selector: 'TSModuleDeclaration[kind="namespace"][declare!=true]', message: 'Use a module.' },
];

/** Core rules worth having everywhere; formatting is prettier's. */
const core = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  eqeqeq: ['error', 'always'],
  'for-direction': 'error',
  'getter-return': 'error',
  'no-async-promise-executor': 'error',
  'no-caller': 'error',
  'no-case-declarations': 'error',
  'no-compare-neg-zero': 'error',
  'no-cond-assign': 'error',
  'no-console': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
  'no-debugger': 'error',
  'no-dupe-class-members': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-else-return': 'error',
  'no-empty': 'error',
  'no-empty-pattern': 'error',
  'no-eval': 'error',
  'no-ex-assign': 'error',
  'no-fallthrough': 'error',
  'no-implicit-coercion': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-new-func': 'error',
  'no-new-wrappers': 'error',
  'no-proto': 'error',
  'no-prototype-builtins': 'error',
  'no-regex-spaces': 'error',
  'no-return-assign': ['error', 'except-parens'],
  'no-script-url': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-shadow-restricted-names': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unexpected-multiline': 'error',
  'no-unneeded-ternary': 'error',
  'no-unreachable': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-negation': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-catch': 'error',
  'no-useless-computed-key': 'error',
  'no-useless-escape': 'error',
  'no-useless-rename': 'error',
  'no-useless-return': 'error',
  'no-var': 'error',
  'no-with': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-object-has-own': 'error',
  'prefer-object-spread': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
  'no-restricted-imports': restrictedImports,
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
};

const typed = {
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false }],
  // A class that Nest injects stays a value import: with emitDecoratorMetadata on, the rule leaves files with decorators alone.
  '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/no-confusing-non-null-assertion': 'error',
  // openid-client marks it so in order to stand out; we allow plain HTTP to this machine only (oidc-providers.ts).
  '@typescript-eslint/no-deprecated': ['error', { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] }],
  '@typescript-eslint/no-dynamic-delete': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowConstructorOnly: true }],
  '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
  '@typescript-eslint/no-misused-promises': 'error',
  // A text is cut by code points on purpose; entities are rows without methods.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string', { from: 'file', name: 'DocumentEntity' }] }],
  '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
  // `keyof T & string` is how the keys of a record are named.
  '@typescript-eslint/no-redundant-type-constituents': 'off',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
  '@typescript-eslint/no-unused-expressions': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { args: 'after-used', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/no-useless-constructor': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-as-const': 'error',
  '@typescript-eslint/prefer-includes': 'error',
  '@typescript-eslint/prefer-string-starts-ends-with': 'error',
  // A promise returned out of try is awaited there, or its failure slips past catch and finally.
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true, allow: ['URL', 'URLSearchParams'] },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/unified-signatures': 'error',
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
  // The compiler knows which switches are exhaustive, this rule does not.
  'array-callback-return': 'off',
  // A method that implements a promise-returning port has nothing to await now and then.
  '@typescript-eslint/require-await': 'off',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '.majlis/', 'data/', 'coverage/', 'test-results/'] },
  // No exceptions in comments: a rule that does not fit is changed here, where it is seen.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  { rules: core },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['apps/web/vite.config.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: { ...typed, 'no-restricted-syntax': ['error', ...HTML, ...SYNTAX] },
  },

  // ---- server ------------------------------------------------------------------------------------------------
  {
    files: SERVER,
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': ['error', ...SYNTAX, ...SQL, ...ENVIRONMENT],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Ids and secrets come from node:crypto; a jitter may take randomInt.' },
      ],
    },
  },
  {
    files: [
      '**/*.repository.ts',
      'libs/database/**/*.ts',
      'libs/audit/**/*.ts',
      'libs/access/src/facts/**/*.ts',
      'apps/agenda/src/events/**/*.ts',
    ],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ...SYNTAX, ...ENVIRONMENT] },
  },
  {
    // Where a process starts, its environment is read once and handed to loadConfig.
    files: ['apps/*/src/main.ts', 'apps/majlis/src/*.ts', 'libs/platform/src/config/config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...SYNTAX, ...SQL] },
  },
  {
    // These child processes speak on standard output; what libraries print must not get in between.
    files: ['libs/pdf/src/**/*-entry.ts'],
    rules: { 'no-console': 'off', 'no-restricted-syntax': ['error', ...SYNTAX, ...SQL] },
  },

  // ---- client ------------------------------------------------------------------------------------------------
  {
    files: WEB,
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // View models are closures without `this`; their interfaces are written with methods because that reads better.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...HTML, ...SYNTAX],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
          name,
          message: 'Requests go through wire/, which speaks the contracts and says when the network is lost.',
        })),
        ...['alert', 'confirm', 'prompt'].map((name) => ({
          name,
          message: 'Use the dialogs and toasts of ui/: they are translated and readable by a screen reader.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'localStorage',
          property: 'setItem',
          message: 'What belongs to a person is kept by the server (preferences); what is classified is kept nowhere.',
        },
      ],
    },
  },
  // The reader fetches its own bundled fonts and decoders beside the contracts.
  { files: ['apps/web/src/wire/**/*.ts', 'apps/web/src/features/reader/pdf-assets.ts'], rules: { 'no-restricted-globals': 'off' } },

  // ---- tests -------------------------------------------------------------------------------------------------
  {
    files: TESTS,
    rules: {
      // expect.any() and its sisters are typed any; measurements are printed; a matcher takes a method by name.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
    },
  },

  // ---- scripts and configuration -----------------------------------------------------------------------------
  {
    files: SCRIPTS,
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'URLSearchParams',
          'fetch',
          'AbortController',
          'AbortSignal',
          'TextDecoder',
          'TextEncoder',
          'performance',
          'structuredClone',
          'queueMicrotask',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'no-undef': 'error',
      'no-template-curly-in-string': 'off',
      'no-unused-vars': ['error', { args: 'after-used', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        module: 'writable',
        require: 'readonly',
        exports: 'writable',
        __dirname: 'readonly',
        __filename: 'readonly',
        jest: 'readonly',
      },
    },
  },
  // Tools look for a default export here.
  { files: ['**/*.config.{mjs,ts}', 'test/support/run-{start,end}.mjs'], rules: { 'no-restricted-exports': 'off' } },
);
