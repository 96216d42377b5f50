import { LabError } from '../lab/errors.ts';
import type { JsonOf } from './json-text.ts';

// What people hand in that is no definitions export, told before its first character is called wrong.

const MIB = 1024 * 1024;
/** RabbitMQ's exports of 100,000 bindings are a third of this. */
export const MAX_DEFINITIONS_MIB = 64;

const HOW =
  'rabbitmqctl -q export_definitions FILE and GET /api/definitions of the management API write one.';

/** Throws a LabError where the text cannot be JSON, saying what it seems to be. */
export function refuseOtherTexts(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DEFINITIONS_MIB * MIB)
    throw none(`expected at most ${MAX_DEFINITIONS_MIB} MiB, got ${(bytes / MIB).toFixed(1)} MiB`);
  const start = text.trimStart().slice(0, 2_000);
  if (start === '') throw none('expected a definitions export, got an empty text');
  if (text.startsWith('\ufffd\ufffd') && text.includes('\u0000'))
    throw none('expected UTF-8, got what seems to be UTF-16', 'PowerShell writes that: save it as UTF-8.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of them
  if (/^\ufffd|[\u0000-\u0008\u000e-\u001f]/.test(start))
    throw none('expected a text, got binary data', 'Is it compressed? Unpack it first.');
  for (const [looksLike, what, hint] of OTHERS)
    if (looksLike.test(start)) throw none(`expected a definitions export in JSON, got ${what}`, hint);
}

const OTHERS: readonly (readonly [looksLike: RegExp, what: string, hint?: string])[] = [
  [/^Exporting definitions/, "rabbitmqctl's own words", 'With -q it writes nothing but the definitions.'],
  [/^</, 'XML or a web page', 'Did the management API ask who you are?'],
  [
    /^(---|%YAML|#|[\w$.-]+:(\s|$))/,
    'YAML',
    'A scenario file is to be named *.lab.yaml, then it is read as one.',
  ],
  [/^\[/, 'a list', 'GET /api/queues and its like write lists; GET /api/definitions writes all at once.'],
];

const KNOWN = [
  'exchanges',
  'queues',
  'bindings',
  'policies',
  'parameters',
  'vhosts',
  'rabbit_version',
  'rabbitmq_version',
];

/** Throws a LabError where the object is JSON of another kind, saying of which. */
export function refuseOtherObjects({ members }: JsonOf<'object'>): void {
  const [error, reason] = [members.get('error'), members.get('reason')];
  if (error?.kind === 'string' && reason?.kind === 'string')
    throw none(`expected definitions, got an answer of the management API: ${error.value} - ${reason.value}`);
  if (members.has('steps') || members.has('expect'))
    throw none(
      'expected definitions, got a scenario, which has steps and expectations',
      'A scenario file is to be named *.lab.yaml or *.lab.json.',
    );
  if (KNOWN.some((key) => members.has(key))) return;
  const keys = [...members.keys()];
  const got = keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}`;
  throw none(`expected exchanges, queues and bindings, got ${got}`);
}

const none = (message: string, hint?: string): LabError =>
  new LabError('usage', message, { hint: hint === undefined ? HOW : `${hint} ${HOW}` });
