import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // All cores: half of a run is waiting for a command that was started.
    maxWorkers: '100%',
    // A machine may be slow: nothing is decided by these.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/generated.ts', 'test/support/temporary.ts'],
    setupFiles: ['test/offline.ts'],
  },
});
