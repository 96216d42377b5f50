import { writeFile } from 'node:fs/promises';
import { parse } from 'node:path';
import { readScenarioFile } from '../check/scenario-file.ts';
import { MAX_MIB } from '../check/source.ts';
import type { TopologySource } from '../check/topology-source.ts';
import { listed } from '../definitions/words.ts';
import type { Written } from '../definitions/written.ts';
import { assertNever, LabError } from '../lab/errors.ts';
import type { Experiment } from '../lab/experiment.ts';
import type { Section } from '../lab/observed.ts';
import type { Scenario } from '../lab/scenario.ts';
import { visible } from '../render/text.ts';
import { EXCHANGE_TYPES, type Topology } from '../routing/topology.ts';
import type { ExportFlags } from './export-command.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';
import { loadAloud, workAloud } from './long-work.ts';

/** What is to be exported. */
export type ExportedFrom =
  | { readonly kind: 'scenario'; readonly scenario: Scenario; readonly experiment: Experiment }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'topology'; readonly source: TopologySource };

interface Subject {
  readonly experiment: Experiment;
  readonly virtualHost: string;
  readonly description?: string;
  readonly timing?: readonly Section[];
  /** What could not be taken over from where it was read. */
  readonly notes: readonly string[];
}

/** Reads what is to be exported, writes it in the form that was asked for, and gives the exit code. */
export async function runExport(
  from: ExportedFrom,
  { output, force, ...flags }: ExportFlags,
  io: Io,
): Promise<number> {
  return interruptible(io, async (signal) => {
    const subject = await subjectOf(from, io);
    const { topology } = subject.experiment;
    const { text, notes } = await workAloud('Exporting', topology, io, () =>
      write(subject, { ...flags, signal }),
    );
    for (const note of [...subject.notes, ...notes]) io.stderr.write(`Note: ${visible(note)}\n`);
    if (output === undefined) io.stdout.write(text);
    else await writeOutput(output, text, force);
    return 0;
  });
}

async function subjectOf(from: ExportedFrom, io: Io): Promise<Subject> {
  switch (from.kind) {
    case 'scenario': {
      const { summary, timing = [] } = from.scenario;
      return { experiment: from.experiment, virtualHost: '/', description: summary, timing, notes: [] };
    }
    case 'file':
      return { virtualHost: '/', ...(await readScenarioFile(from.path)) };
    case 'topology': {
      const { name, topology, virtualHost, notes } = await loadAloud(from.source, io);
      const { withPlainIntegers } = await import('../export/plain-integers.ts');
      const plain = withPlainIntegers(topology);
      const title = from.source.definitions === undefined ? name : parse(name).name;
      const experiment = { name: title, topology: plain, steps: [], expected: null };
      return { experiment, virtualHost, notes };
    }
    default:
      return assertNever(from);
  }
}

interface WriteOptions extends Pick<ExportFlags, 'form' | 'timeoutMs'> {
  readonly signal: AbortSignal;
}

async function write(subject: Subject, options: WriteOptions): Promise<Written> {
  const { experiment, virtualHost } = subject;
  const { form } = options;
  switch (form) {
    case 'definitions': {
      const { writeDefinitions } = await import('../definitions/write-definitions.ts');
      return withStepsNote(experiment, writeDefinitions(experiment.topology, { virtualHost }));
    }
    case 'mermaid': {
      const { writeMermaid } = await import('../export/mermaid/write-mermaid.ts');
      return withStepsNote(experiment, writeMermaid(experiment.topology));
    }
    case 'amqplib': {
      const { writeProgram } = await import('../export/amqplib/write-program.ts');
      return writeProgram(experiment, subject);
    }
    case 'yaml':
      return writeYaml(subject, options);
    default:
      return assertNever(form);
  }
}

/** A topology is what is there at the start. Whether a broker takes what steps declare, only a run would tell. */
function withStepsNote({ topology, steps }: Experiment, { text, notes }: Written): Written {
  const adding = steps.filter(({ kind }) => kind === 'declare' || kind === 'bind').length;
  const isEmpty = topology.exchanges.length + topology.queues.length === 0;
  if (adding === 0) return { text, notes };
  const what = `What steps declare and bind (${adding} of them) is not in it, since it is not there at the start.`;
  const next = isEmpty ? ' To have it there, write it under exchanges, queues and bindings.' : '';
  return { text, notes: [...notes, `${what}${next}`] };
}

const OBSERVED = 'Nobody wrote this: it is what the embedded broker did. Read it before you rely on it.';

/** A scenario file has to expect something: where nobody wrote what, it is what is observed. */
async function writeYaml(subject: Subject, { signal, timeoutMs }: WriteOptions): Promise<Written> {
  const { writeScenarioFile } = await import('../export/scenario-file/write-scenario-file.ts');
  const { experiment, timing = [] } = subject;
  if (experiment.expected) return withSizeNote(writeScenarioFile(experiment, subject));
  const { asObserved } = await import('../export/scenario-file/as-observed.ts');
  const { withProbes } = await import('../export/scenario-file/probes.ts');
  const { experiment: tried, untried, notes } = withProbes(experiment);
  const { withoutUnmet } = await import('../check/without-unmet.ts');
  const playable = withoutUnmet(tried);
  refuseUnknownTypes(playable.topology);
  const { expected } = await asObserved(playable, { timing, signal, timeoutMs });
  const time = timeNotes(tried);
  const comment = [OBSERVED, ...time].join('\n ');
  const text = writeScenarioFile({ ...tried, expected }, { ...subject, comment });
  return withSizeNote(text, [...notes, ...untriedNotes(untried), ...time]);
}

/** Why is said where the definitions are read. */
const untriedNotes = (exchanges: readonly string[]): string[] =>
  exchanges.length === 0 ? [] : [`No message in the file comes to ${listed(exchanges)}.`];

/** The embedded broker's time passes with the steps alone: what expires without one is seen nowhere. */
function timeNotes({ topology, steps }: Experiment): string[] {
  const expiring = topology.queues.filter(({ arguments: args }) => args.has('x-message-ttl'));
  if (expiring.length === 0 || steps.some(({ kind }) => kind !== 'publish')) return [];
  const names = listed(expiring.map(({ name }) => name));
  return [`No time passed: that messages in ${names} expire is not in it, and a RabbitMQ may be faster.`];
}

function withSizeNote(text: string, notes: readonly string[] = []): Written {
  const isTooLarge = Buffer.byteLength(text) > MAX_MIB * 1024 * 1024;
  const note = `mq-lab test reads files of at most ${MAX_MIB} MiB, and this one is larger.`;
  return { text, notes: isTooLarge ? [...notes, note] : notes };
}

function refuseUnknownTypes({ exchanges }: Topology): void {
  const unknown = exchanges.find(({ type }) => !EXCHANGE_TYPES.some((known) => known === type));
  if (unknown)
    throw new LabError(
      'usage',
      `exchange '${unknown.name}' is of type '${unknown.type}', which is not modelled: what to expect is not known`,
      { hint: 'It can be exported as definitions, amqplib or mermaid.' },
    );
}

async function writeOutput(path: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new LabError('usage', `--output: ${path} is there already`, { hint: '--force replaces it.' });
    throw new LabError('usage', `--output: ${path} cannot be written (${message})`);
  }
}
