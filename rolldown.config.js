import { defineConfig } from 'rolldown';

/** What is started as a process of its own, beside the commands, and so has to be a file of its own. */
const PROGRAMS = [
  'src/lib/broker/store/verify',
  'src/lib/check/player-thread',
  'src/lib/lab/janitor/remove-container',
  'src/lib/lab/janitor/sweep',
  'src/lib/systems/compare/grpc/child',
];

/** Few files instead of hundreds: to find and load each costs Node longer than to run what is in it. */
export default defineConfig({
  input: Object.fromEntries(
    ['bin/mq-lab', 'src/index', 'src/vitest', ...PROGRAMS].map((file) => [file, `${file}.ts`]),
  ),
  platform: 'node',
  // What Node 20 does not know is written in words that it does.
  transform: { target: 'node20' },
  // Packages stay what they are.
  external: /^[^./]/,
  output: { dir: 'dist', chunkFileNames: 'src/chunks/[name]-[hash].js' },
});
