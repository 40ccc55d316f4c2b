/** The layers of Ventral, bottom up; see ARCHITECTURE.md. */
const layers = {
  errors: [],
  arrays: ['errors'],
  onnx: ['errors', 'arrays'],
  numerics: ['errors', 'arrays', 'onnx'],
  gradients: ['errors', 'onnx'],
  training: ['errors', 'arrays', 'numerics', 'onnx', 'gradients'],
  images: ['errors', 'arrays'],
  statistics: ['errors'],
  core: ['errors', 'arrays', 'numerics', 'statistics'],
  files: ['errors', 'arrays', 'images', 'core'],
  corruptions: ['errors', 'arrays', 'numerics', 'images', 'core', 'files'],
  network: ['errors', 'arrays', 'images', 'onnx', 'gradients', 'numerics', 'core', 'files'],
  brainio: ['errors', 'arrays', 'numerics', 'images', 'core', 'files'],
  attacks: ['errors', 'arrays', 'numerics', 'core'],
  geirhos: ['errors', 'arrays', 'core', 'files'],
  host: ['errors', 'arrays', 'images', 'core', 'files'],
  tensorflow: ['errors', 'arrays', 'training', 'core', 'host'],
  calibration: ['errors', 'arrays', 'numerics', 'statistics', 'core'],
  scoring: [
    'errors',
    'arrays',
    'images',
    'onnx',
    'numerics',
    'statistics',
    'core',
    'files',
    'host',
  ],
  runs: ['errors', 'core', 'files', 'host', 'scoring'],
  'store-s3': ['errors', 'files', 'runs'],
  'engine-bullmq': ['errors', 'scoring', 'runs'],
  'engine-slurm': ['errors', 'scoring', 'runs'],
  testkit: ['errors', 'arrays', 'core', 'host'],
  'create-ventral-plugin': ['errors'],
  plots: ['errors'],
  leaderboard: ['errors', 'numerics', 'core', 'files', 'host', 'scoring', 'statistics'],
  cli: [
    ...['errors', 'arrays', 'onnx', 'numerics', 'images', 'core', 'files', 'host', 'scoring'],
    ...['calibration', 'plots', 'create-ventral-plugin', 'leaderboard', 'runs'],
  ],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([name, below]) => ({
      name: `layer-${name}`,
      comment: `packages/${name} may import ${below.join(', ') || 'no other package'} only.`,
      severity: 'error',
      from: { path: `^packages/${name}/src` },
      to: { path: '^(packages|plugins)/', pathNot: `^packages/(${[name, ...below].join('|')})/` },
    })),
    {
      name: 'plugin-kinds-apart',
      comment: 'Data sets, metrics and models never import each other or a benchmark.',
      severity: 'error',
      from: { path: '^plugins/((?:dataset|metric|model)-[^/]+)/src' },
      to: { path: '^plugins/', pathNot: '^plugins/$1/' },
    },
    {
      name: 'benchmarks-import-no-models',
      comment:
        'A benchmark is made of data sets and metrics, or of other benchmarks; never of models.',
      severity: 'error',
      from: { path: '^plugins/benchmark-[^/]+/src' },
      to: { path: '^plugins/model-' },
    },
    {
      name: 'no-deep-imports',
      comment: 'A package is imported through its root.',
      severity: 'error',
      from: { path: '^(?:packages|plugins)/([^/]+)/' },
      to: {
        path: '^(?:packages|plugins)/[^/]+/',
        pathNot: ['^(?:packages|plugins)/$1/', '/src/index\\.ts$'],
      },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@ventral/source', 'import', 'default'],
      extensions: ['.ts', '.mjs', '.js'],
    },
  },
};
