import { defineConfig } from 'vitest/config';

/** The cases that restart the broker, apart from all others: they disconnect everybody. */
export default defineConfig({
  test: {
    include: ['test/restart/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 15_000,
    hookTimeout: 120_000,
  },
});
