import { availableParallelism } from 'node:os';

/** Jest runs as ES modules; swc only strips the types, `npm run types` checks them. */
export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Half of the tests wait at any time: for timers, for a server, for the disk.
  maxWorkers: availableParallelism() + 2,
  testSequencer: '<rootDir>/test/support/longestFirst.mjs',
  reporters: ['default', '<rootDir>/test/support/stuck.mjs'],
  testTimeout: 30_000,
  // Modules of a file that is done are never freed (a leak of vm modules): without new processes in between they come to
  // gigabytes, and a quarter of the run's processor time goes into collecting them.
  workerIdleMemoryLimit: '700MB',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};
