/** Who may import whom: each rule with a name and a sentence that a newcomer can act on. The picture is in docs/flow.md. */
const CORE = '^src/(domain|versions|indicators|extract|matching|triage|cases|alerts|query|exports)/';
const ADAPTERS = '^src/(sources|slack|console|storage|queue|inventory|http|charts)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'These modules import each other in a circle. Move what both need into a module of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-imports-nothing',
      comment: 'src/domain is the vocabulary: it may import only itself.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'core-is-pure',
      comment:
        'The core is a function of its arguments: no Node modules, no adapters. Take what you need as an argument.',
      severity: 'error',
      from: { path: CORE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-edge',
      comment: 'The core does not know ports, pipeline or adapters; they call it.',
      severity: 'error',
      from: { path: CORE },
      to: {
        path: '^(src/(ports|pipeline|config|cli|demo|sources|slack|console|storage|queue|inventory|http|charts)/|workers/)',
      },
    },
    {
      name: 'ports-are-words',
      comment: 'A port is types only: it imports the domain and other ports.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: '^src/(ports|domain)/' },
    },
    {
      name: 'pipeline-asks-ports',
      comment: 'The pipeline uses ports and the core; which adapter stands behind a port is decided in src/app.ts.',
      severity: 'error',
      from: { path: '^src/pipeline/' },
      to: { pathNot: '^src/(pipeline|ports|domain|versions|indicators|extract|matching|triage|cases|alerts|errors)' },
    },
    {
      name: 'office-asks-ports',
      comment:
        'What people may ask is answered from ports, the pipeline, the core and the shapes of an inventory; SQL, Slack and files stay outside.',
      severity: 'error',
      from: { path: '^src/office/' },
      to: {
        pathNot:
          '^(src/(office|pipeline|ports|domain|versions|indicators|extract|matching|triage|cases|alerts|query|exports|inventory|errors)|node_modules/)',
      },
    },
    {
      name: 'adapters-stay-apart',
      comment: 'One adapter does not import another: they meet in src/app.ts.',
      severity: 'error',
      from: { path: '^src/(sources|slack|console|storage|queue|inventory|http|charts)/' },
      to: { path: ADAPTERS, pathNot: '^src/$1/' },
    },
    {
      name: 'slack-types-stay',
      comment: 'Slack stops at src/slack.',
      severity: 'error',
      from: { pathNot: '^src/slack/' },
      to: { path: 'node_modules/@slack/' },
    },
    {
      name: 'queue-types-stay',
      comment: 'BullMQ and Redis stop at src/queue.',
      severity: 'error',
      from: { pathNot: '^src/queue/' },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'sql-stays',
      comment: 'SQL stops at src/storage.',
      severity: 'error',
      from: { pathNot: '^src/(storage|app-store\\.ts|queue|cli/doctor\\.ts)' },
      to: { path: 'node_modules/(kysely|pg|@electric-sql)/' },
    },
    {
      name: 'zod-at-the-edge',
      comment: 'Schemas are checked where data comes in; behind that, types hold.',
      severity: 'error',
      from: {
        path: '^src/(domain|versions|indicators|extract|matching|triage|cases|alerts|query|exports|ports|pipeline)/',
      },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'cli-and-workers-are-the-top',
      comment: 'Nothing imports the command line or the workers, but they themselves.',
      severity: 'error',
      from: { pathNot: '^(src/cli/|workers/)' },
      to: { path: '^(src/cli/|workers/)' },
    },
    {
      name: 'no-test-in-production',
      comment: 'Production code does not import tests.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-dependency',
      comment: 'Production code imports only what package.json lists under dependencies.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
