import { defineConfig } from 'rolldown';

/** What is started as a process of its own, beside the commands, and so has to be a file of its own. */
const PROGRAMS = [
  'src/lib/broker/store/verify',
  'src/lib/check/player-thread',
  'src/lib/lab/janitor/remove-container',
  'src/lib/lab/janitor/sweep',
  'src/lib/systems/compare/grpc/child',
];

/**
 * Few files instead of hundreds: to find and load each costs Node longer than to run what is in it. What an entry imports
 * at once is one file; of what the library and the commands have in common each has a copy, or that would be many.
 */
const built = (entries, atOnce) =>
  defineConfig({
    input: Object.fromEntries(entries.map((file) => [file, `${file}.ts`])),
    platform: 'node',
    // What Node 20 does not know is written in words that it does.
    transform: { target: 'node20' },
    // Packages stay what they are.
    external: /^[^./]/,
    output: {
      dir: 'dist',
      chunkFileNames: 'src/chunks/[name]-[hash].js',
      codeSplitting: { groups: atOnce ? [{ name: 'main', test: atOnce }] : [] },
    },
  });

export default [
  built(['bin/mq-lab'], /bin\/mq-lab\.ts$/),
  built(['src/index', 'src/vitest'], /src\/index\.ts$/),
  built(PROGRAMS),
];
