import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { 'mq-lab': new URL('./src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
