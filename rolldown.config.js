import { defineConfig } from 'rolldown';

/** Few files instead of hundreds: to find and load each costs Node longer than to run what is in it. */
export default defineConfig({
  input: {
    'bin/mq-lab': 'bin/mq-lab.ts',
    'src/index': 'src/index.ts',
    'src/vitest': 'src/vitest.ts',
    'src/verify-data': 'src/lib/broker/store/verify.ts',
  },
  platform: 'node',
  // Packages stay what they are.
  external: /^[^./]/,
  output: { dir: 'dist', chunkFileNames: 'src/chunks/[name]-[hash].js' },
});
