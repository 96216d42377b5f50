import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

interface Layer {
  /** The folder, from the project's root. */
  readonly from: string;
  /** Files and folders of ours that its files may import, beside their own. */
  readonly mayImport: readonly string[];
  readonly because: string;
}

/** A file belongs to the layer with the longest `from` that is a prefix of its path. */
const LAYERS: readonly Layer[] = [
  {
    from: 'src/lib/routing',
    mayImport: [],
    because:
      'routing is the pure model: take what it needs as an argument, or put the code where the other layer is',
  },
  {
    from: 'src/lib/wire',
    mayImport: ['src/lib/routing/values.ts'],
    because: 'wire turns bytes into values and back; what the values mean belongs in broker/',
  },
  {
    from: 'src/lib/definitions',
    mayImport: ['src/lib/routing', 'src/lib/lab/errors.ts', 'src/lib/group-by.ts'],
    because: 'definitions are a topology in another notation; running one is the business of lab/',
  },
  {
    from: 'src/lib/broker',
    mayImport: [
      'src/lib/routing',
      'src/lib/wire',
      'src/lib/version.ts',
      'src/lib/group-by.ts',
      'src/lib/make-folder.ts',
    ],
    because: 'the broker must be of use without the lab: move what both need into routing/',
  },
  {
    from: 'src/lib/lab',
    mayImport: [
      'src/lib/routing',
      'src/lib/broker/broker.ts',
      'src/lib/broker/clock.ts',
      'src/lib/version.ts',
    ],
    because: 'the lab yields events and reports; drawing them is the business of render/, asking of cli/',
  },
  {
    from: 'src/lib/check',
    mayImport: ['src/lib/lab', 'src/lib/definitions', 'src/lib/routing', 'src/lib/version.ts'],
    because: 'check reads files and runs them; drawing the results is the business of render/',
  },
  {
    from: 'src/lib/export',
    mayImport: [
      'src/lib/lab',
      'src/lib/definitions/written.ts',
      'src/lib/check/file-shape.ts',
      'src/lib/check/field-values.ts',
      'src/lib/routing',
      'src/lib/group-by.ts',
    ],
    because:
      'an export is a text made of an experiment: reading files is the business of check/, writing of cli/',
  },
  {
    from: 'src/lib/render',
    mayImport: [
      'src/lib/lab',
      'src/lib/check',
      'src/lib/definitions',
      'src/lib/systems',
      'src/lib/routing',
      'src/lib/broker/events.ts',
      'src/lib/group-by.ts',
    ],
    because: 'a renderer is a function of events and reports: compute what it draws in lab/',
  },
  {
    from: 'src/lib/walkthrough',
    mayImport: ['src/lib/lab', 'src/lib/render', 'src/lib/routing', 'src/lib/check', 'src/lib/group-by.ts'],
    because: 'the course asks, plays and explains: the lessons are handed in by bin/, as scenarios are',
  },
  {
    from: 'src/lib/systems',
    mayImport: [
      'src/lib/lab',
      'src/lib/routing',
      'src/lib/broker/broker.ts',
      'src/lib/version.ts',
      'src/lib/make-folder.ts',
    ],
    because: 'systems are programs around a broker: drawing them is the business of render/, asking of cli/',
  },
  {
    from: 'src/lib/cli',
    mayImport: ['src/lib'],
    because: 'commands get the scenarios and lessons handed in by bin/: add a parameter',
  },
  {
    from: 'src/scenarios',
    mayImport: ['src/lib/lab/define-scenario.ts'],
    because: 'a scenario is content: everything it may use comes through the defineScenario module',
  },
  {
    from: 'src/lessons',
    mayImport: ['src/lib/walkthrough/lesson.ts', 'src/lib/lab/define-scenario.ts', 'src/scenarios'],
    because: 'a lesson is content about a scenario: everything it may use comes through these modules',
  },
  {
    from: 'src/lib/group-by.ts',
    mayImport: [],
    because: 'it is what the language lacks until Map.groupBy, for any layer',
  },
  {
    from: 'src/lib/make-folder.ts',
    mayImport: [],
    because: "it is Node's own mkdir without its endless loop, for any layer",
  },
  {
    from: 'src/lib/version.ts',
    mayImport: [],
    because: 'it says where the package is and which version, and nothing else',
  },
  {
    from: 'src/index.ts',
    mayImport: [
      'src/lib/broker',
      'src/lib/routing',
      'src/lib/definitions',
      'src/lib/check',
      'src/lib/lab/errors.ts',
    ],
    because: "it is the package's public face: what needs amqplib or yaml is imported where it is called",
  },
  {
    from: 'src/vitest.ts',
    mayImport: ['src/lib/routing', 'src/lib/render'],
    because: 'it is what vitest learns from us: where a topology routes a message, and why',
  },
  {
    from: 'bin',
    mayImport: ['src/lib/cli', 'src/lib/version.ts', 'src/scenarios', 'src/lessons'],
    because: 'bin/ is the composition root: what it does beyond argv and streams belongs in cli/',
  },
];

/** What only one file may import; `within` narrows the rule to a folder. */
const ONE_FILE: readonly { readonly module: string; readonly within: string; readonly because: string }[] = [
  { module: 'amqplib', within: '', because: 'one file knows the client: extend its interface' },
  {
    module: 'testcontainers',
    within: '',
    because: 'one file speaks to the Docker engine, and imports it late',
  },
  { module: 'lmdb', within: '', because: 'one file knows the store: extend its interface' },
  { module: 'chalk', within: '', because: 'one file knows the colours: give the style a name there' },
  { module: 'cli-table3', within: '', because: 'one file draws tables: extend it' },
  {
    module: '@inquirer/prompts',
    within: '',
    because: 'one file draws prompts, behind the Prompter: the course itself never asks',
  },
  {
    module: 'node:net',
    within: 'src/lib/broker',
    because: 'the broker serves streams; one file owns the listener',
  },
  {
    module: 'src/lib/broker',
    within: 'src/lib/lab',
    because: 'one file says where embedded brokers come from',
  },
];

const DOES_NO_IO = ['node:buffer', 'node:crypto', 'node:util'];

/** `index.ts` files that are a table, or the package's face. */
const TABLES = [
  'src/index.ts',
  'src/scenarios/index.ts',
  'src/lessons/index.ts',
  'src/lib/routing/exchange-types/index.ts',
  'src/lib/broker/handlers/index.ts',
  'src/lib/systems/jobs/index.ts',
];

interface Import {
  readonly file: string;
  /** A file from the project's root, or a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = ['src', 'bin'].flatMap((folder) => sourceFiles(folder));
const imports = files.flatMap(importsOf);

describe('a layer', () => {
  test.each(LAYERS)('$from imports only what it may', ({ from, mayImport, because }) => {
    const wrong = imports
      .filter(({ file, target }) => layerOf(file)?.from === from && isOurs(target))
      .filter(({ target }) => ![from, ...mayImport].some((allowed) => isWithin(target, allowed)))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong, `${from} may import ${mayImport.join(', ') || 'nothing of ours'}: ${because}`).toEqual([]);
  });

  test('exists for every source file', () => {
    const homeless = files.filter((file) => !layerOf(file));
    expect(
      homeless,
      'move the file into a layer, or add a row to LAYERS that says what it may import',
    ).toEqual([]);
  });

  test('that has no file has no row', () => {
    const empty = LAYERS.filter((layer) => !files.some((file) => layerOf(file) === layer));
    expect(empty.map(({ from }) => from)).toEqual([]);
  });

  test.each(['src/lib/routing', 'src/lib/wire', 'src/lib/walkthrough'])('%s does no I/O', (folder) => {
    const wrong = imports.filter(
      ({ file, target, typeOnly }) =>
        isWithin(file, folder) && !typeOnly && target.startsWith('node:') && !DOES_NO_IO.includes(target),
    );
    expect(wrong, 'pass bytes and values in, and return them; the caller does the I/O').toEqual([]);
  });

  test('does not depend on itself through others', () => {
    expect(cycle(), 'move what both folders need into the lower one, or into a third').toEqual([]);
  });
});

test.each(ONE_FILE)('one file at most imports $module (within: "$within")', ({ module, within, because }) => {
  const importers = imports
    .filter(({ file, target, typeOnly }) => isWithin(file, within) && isWithin(target, module) && !typeOnly)
    .map(({ file }) => file);
  expect(
    [...new Set(importers)].length,
    `${[...new Set(importers)].join(', ')}: ${because}`,
  ).toBeLessThanOrEqual(1);
});

test('an index.ts is a table and never a barrel', () => {
  const barrels = files.filter((file) => file.endsWith('/index.ts') && !TABLES.includes(file));
  expect(barrels, 'import from the file that defines the thing, and delete the index.ts').toEqual([]);
});

test('nothing is exported as default', () => {
  const defaults = files.filter((file) => /^export default\b/m.test(read(file)));
  expect(defaults, 'give the export a name, so that every import uses the same one').toEqual([]);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function importsOf(file: string): Import[] {
  const statements = read(file).matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return Array.from(statements, ([, type, named, dynamic]) => {
    const specifier = (named ?? dynamic) as string;
    const target = specifier.startsWith('.') ? join(dirname(file), specifier) : specifier;
    return { file, target, typeOnly: type !== undefined };
  });
}

const isOurs = (target: string): boolean => target.endsWith('.ts');
const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

function layerOf(file: string): Layer | undefined {
  return LAYERS.filter(({ from }) => isWithin(file, from)).sort((a, b) => b.from.length - a.from.length)[0];
}

/** The layers on a cycle of imports, empty where there is none. */
function cycle(): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { file, target } of imports) {
    const [from, to] = [layerOf(file)?.from, isOurs(target) ? layerOf(target)?.from : undefined];
    if (from && to && from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  const walk = (path: string[]): string[] => {
    for (const next of edges.get(path.at(-1) as string) ?? []) {
      if (path.includes(next)) return [...path.slice(path.indexOf(next)), next];
      const found = walk([...path, next]);
      if (found.length > 0) return found;
    }
    return [];
  };
  for (const start of edges.keys()) {
    const found = walk([start]);
    if (found.length > 0) return found;
  }
  return [];
}
