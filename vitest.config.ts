import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/servers.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Embedded databases take memory that a process does not give back, so each file has a process of its own.
    pool: 'forks',
  },
});
