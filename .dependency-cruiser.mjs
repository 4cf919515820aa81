// Arrows point one way: web -> core <- server -> adapters. tests/house/arrows.test.ts plants a violation for every rule here.
const isTest = '\\.test\\.tsx?$|/contract\\.ts$'
const isBuildStep = '\\.plugin\\.ts$|/lingui\\.config\\.ts$'
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    rule(
      'core-is-pure',
      'core runs anywhere: no Node, no DOM library, no database',
      { path: '^src/core/', pathNot: isTest },
      { pathNot: ['^src/core/', '^node_modules/zod/'] },
    ),
    rule(
      'web-stays-in-the-browser',
      'web may know core, never server or command line',
      { path: '^src/web/' },
      { path: ['^src/(server|cli)/'] },
    ),
    rule(
      'web-no-node',
      'no Node built-ins in the browser or in core',
      { path: '^src/(web|core)/', pathNot: [isTest, isBuildStep] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'build-steps-stay-out',
      'what runs in the build is not imported by the pages',
      { path: '^src/web/', pathNot: isBuildStep },
      { path: isBuildStep },
    ),
    rule(
      'server-knows-no-face',
      'server never imports web or cli',
      { path: '^src/server/' },
      { path: '^src/(web|cli)/' },
    ),
    rule(
      'auditor-trusts-nobody',
      'audit commands must not run server code',
      { path: '^src/cli/audit/' },
      { path: '^src/(server|web)/', reachable: true },
    ),
    rule(
      'only-operate-enters',
      'of the commands, operate alone enters the server',
      { path: '^src/cli/[^/]+$' },
      { path: '^src/(server|web)/' },
    ),
    rule(
      'knock-at-the-front-door',
      'a room is entered by its index.ts',
      { path: '^src/server/([^/]+)/', pathNot: '^src/server/adapters/' },
      {
        path: '^src/server/([^/]+)/.+',
        pathNot: ['^src/server/$1/', '^src/server/(adapters|http)/', '^src/server/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'operate-knocks-too',
      'commands enter the server by its doors',
      { path: '^src/cli/operate/' },
      { path: '^src/server/[^/]+/.+', pathNot: ['^src/server/[^/]+/index\\.ts$'] },
    ),
    rule(
      'sql-lives-in-stores',
      'only store.ts speaks to the database',
      {
        path: '^src/server/',
        pathNot: [
          '[/-]store\\.ts$',
          '^src/server/adapters/',
          '^src/server/(main|role|keeper|operator|restoring)\\.ts$',
        ],
      },
      { path: '^src/server/adapters/db/' },
    ),
    rule(
      'ports-not-adapters',
      'features see the port (index.ts); main.ts, role.ts, keeper.ts, operator.ts and restoring.ts choose the adapter',
      {
        path: '^src/server/',
        pathNot: ['^src/server/adapters/', '^src/server/(main|role|keeper|operator|restoring)\\.ts$'],
      },
      { path: '^src/server/adapters/[^/]+/(?!index)' },
    ),
    rule(
      'adapters-know-no-feature',
      'adapters are below features',
      { path: '^src/server/adapters/' },
      { path: '^src/server/(?!adapters/)' },
    ),
    rule(
      'only-adapters-touch-the-world',
      'database driver, S3, child processes, files and sockets only in adapters',
      { path: '^src/server/', pathNot: '^src/server/(adapters/|main\\.ts$)' },
      {
        path: [
          '^node_modules/(pg|s3mini|graphile-worker)/',
          '^(node:)?(fs|fs/promises|child_process|net|https?|http2|tls|dgram|dns)$',
        ],
      },
    ),
    rule('no-cycles', 'no circles', {}, { circular: true }),
    rule(
      'no-test-in-product',
      'product code never imports tests',
      { path: '^src/', pathNot: isTest },
      { path: ['^tests/', isTest] },
    ),
    rule(
      'no-unresolved',
      'an import that leads nowhere would hide from every other rule',
      { path: '^(src|tests)/' },
      { couldNotResolve: true, pathNot: ['^virtual:', '^\\./words/', '^vite/client$'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'src/server/tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
