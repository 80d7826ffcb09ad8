// Jest cannot require() an ESM package on Node 20, and Nest 12 is ESM only: swc turns those packages into CommonJS.
const esm = ['@nestjs', 'jose', 'nestjs-pino', '@faker-js', 'content-disposition', '@seriousme'];

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // Real servers and databases start in hooks, on machines that do other things too.
  testTimeout: 30_000,
  // All cores: much of the time a spec waits for its database. A worker that has grown large is replaced.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1500MB',
  testRegex: '\\.(e2e-spec|int-spec|spec)\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': '<rootDir>/test/support/seeded-fast-check.cjs',
  },
  setupFiles: ['./test/support/threads-read-typescript.cjs'],
  globalSetup: './test/support/global-setup.mjs',
  globalTeardown: './test/support/global-teardown.mjs',
};
