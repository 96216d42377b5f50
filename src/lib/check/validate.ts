import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type FileProblem, invalidFile, type Path, type Source } from './source.ts';

/** Throws a LabError with every place where the file is no scenario file, what was expected there, and what was found. */
export function validate(source: Source): void {
  const huge = hugeIntegers(source.value).map((path) => ({
    ...source.position(path),
    message: `${what(path)}: expected an integer of at most 64 bits`,
  }));
  if (huge.length > 0) throw invalidFile(source.path, huge);
  const check = validator();
  if (check(plain(source.value))) return;
  // What an `if` leads to says itself what is wrong; of a name that is none of those two are told, and the first does not
  // say where it is.
  const errors = (check.errors ?? []).filter(
    ({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined,
  );
  const problems = errors.map((error) => problemOf(error, source));
  throw invalidFile(source.path, withoutEchoes(problems));
}

/** The schema is ours, and held by a test to be one: what else ajv does at first takes longer than all files. */
const COMPILED_SOON = { validateSchema: false, meta: false, inlineRefs: false, code: { optimize: false } };

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv({
    allErrors: true,
    strict: false,
    strictNumbers: false,
    verbose: true,
    ...COMPILED_SOON,
  }).compile(schema());
  return compiled;
}

/** The schema that ships in the package, for editors as for us. */
function schema(): object {
  for (const up of ['../../../../', '../../../']) {
    try {
      return JSON.parse(readFileSync(new URL(`${up}schema/lab.schema.json`, import.meta.url), 'utf8'));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('the package lacks its schema');
}

/** Where there are integers that AMQP has no room for. */
function hugeIntegers(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((item, at) => hugeIntegers(item, [...path, at]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => hugeIntegers(inner, [...path, key]));
}

/** JSON Schema knows numbers, not bigints. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function problemOf(error: ErrorObject, source: Source): FileProblem {
  const path = pathOf(error.instancePath, source.value);
  if (error.keyword === 'propertyNames') return ruleProblem(String(error.params.propertyName), path, source);
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
    const message = `${what(path)}: expected ${known.join(', ')}; got '${key}'`;
    return { ...source.keyPosition(path, key), message };
  }
  return { ...source.position(path), message: `${what(path)}: ${expectation(error)}` };
}

/** The one place where names are those of a list is that of lint rules. */
function ruleProblem(name: string, path: Path, source: Source): FileProblem {
  const message = `${what(path)}: expected a lint rule (mq-lab lint --rules lists them), got '${name}'`;
  return { ...source.keyPosition(path, name), message };
}

function expectation(error: ErrorObject): string {
  const { keyword, params, data } = error;
  switch (keyword) {
    case 'required':
      return `expected '${params.missingProperty}', which is missing`;
    case 'type':
      return `expected ${[params.type]
        .flat()
        .map((type) => TYPES[type] ?? type)
        .join(' or ')}${entries(error)}, got ${shown(data)}`;
    case 'enum':
      return `expected one of ${params.allowedValues.join(', ')}; got ${shown(data)}`;
    case 'pattern':
      return `expected ${PATTERNS.get(params.pattern) ?? `text like ${params.pattern}`}, got ${shown(data)}`;
    case 'minProperties':
      return 'expected something in it, got nothing';
    case 'maxProperties':
      return `expected ${params.limit === 0 ? 'nothing in it' : 'one thing'}, got ${Object.keys(data as object).join(', ')}`;
    default:
      return `expected it ${(error.message ?? keyword).replace(/^must NOT /, 'not to ').replace(/^must /, 'to ')}, got ${shown(data)}`;
  }
}

const MAX_ENTRIES = 5;

/** What a small map holds, for whoever wrote something else there. */
function entries({ params, parentSchema }: ErrorObject): string {
  const keys = params.type === 'object' ? Object.keys(parentSchema?.properties ?? {}) : [];
  return keys.length === 0 || keys.length > MAX_ENTRIES ? '' : ` (${keys.join(', ')})`;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
};

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['^\\S+ (-|=)(\\[.*\\](-|=))?> \\S+$', "'exchange -[key]-> queue'"],
  ['^(gone|locked|stream)$', 'a number, gone, locked or stream'],
  ['^[A-Za-z0-9+/]*={0,2}$', 'base64'],
  ['\\S', 'a reason'],
]);

const MAX_SHOWN = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  if (value === null) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** `steps[3] publish`: where in the file, counting from 1. */
function what(path: Path): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : part))
    .join(' ')
    .replaceAll(' [', '[');
}

/** The parts of a JSON pointer, with numbers where they lead into lists. */
function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  let inner: unknown = value;
  for (const raw of pointer.split('/').slice(1)) {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(inner) ? Number(part) : part;
    path.push(key);
    inner = (inner as Record<string | number, unknown> | undefined)?.[key];
  }
  return path;
}

/** A map that is no string breaks several rules at once: one of them is enough. */
function withoutEchoes(problems: readonly FileProblem[]): FileProblem[] {
  const told = new Map(
    problems.map((problem) => [`${problem.line}:${problem.column}`, problem] as const).toReversed(),
  );
  return [...told.values()];
}
