import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      // The longer name first: the shorter one stands for what begins with it, too.
      'mq-lab/vitest': fileURLToPath(new URL('./src/vitest.ts', import.meta.url)),
      'mq-lab': fileURLToPath(new URL('./src/index.ts', import.meta.url)),
    },
  },
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    // They restart the broker, which disconnects all others: vitest.restart.config.ts has them.
    exclude: ['test/restart/**', '**/node_modules/**'],
    globalSetup: ['test/support/build.ts'],
    // Two on two cores as well: half of the time they wait, for brokers, containers and other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
