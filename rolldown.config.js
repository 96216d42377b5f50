import { defineConfig } from 'rolldown';

/** What is started as a process of its own, beside the commands, and so has to be a file of its own. */
const PROGRAMS = {
  'src/verify-data': 'src/lib/broker/store/verify.ts',
  'src/lib/lab/janitor/remove-container': 'src/lib/lab/janitor/remove-container.ts',
  'src/lib/lab/janitor/sweep': 'src/lib/lab/janitor/sweep.ts',
  'src/lib/systems/compare/grpc/child': 'src/lib/systems/compare/grpc/child.ts',
};

/** Few files instead of hundreds: to find and load each costs Node longer than to run what is in it. */
export default defineConfig({
  input: {
    'bin/mq-lab': 'bin/mq-lab.ts',
    'src/index': 'src/index.ts',
    'src/vitest': 'src/vitest.ts',
    ...PROGRAMS,
  },
  platform: 'node',
  // Packages stay what they are.
  external: /^[^./]/,
  output: { dir: 'dist', chunkFileNames: 'src/chunks/[name]-[hash].js' },
});
