import { defineConfig } from 'vitest/config';

/** Where CI reads how many tests ran; nobody else needs the file. */
const report = process.env.WARDWATCH_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/servers.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Embedded databases take memory that a process does not give back, so each file has a process of its own.
    pool: 'forks',
    maxWorkers: '100%',
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
