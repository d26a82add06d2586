import { defineConfig } from 'vitest/config';

// What is shipped, as it is shipped: `npm run release` first. Nothing here passes because something is absent.
export default defineConfig({
  test: {
    include: ['test/shipped/**/*.check.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores, and files of a hundred megabytes.
    maxWorkers: 2,
    globalSetup: ['test/support/temporary.ts'],
  },
});
