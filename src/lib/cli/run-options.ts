import { type Command, Option } from 'commander';
import { expected, LabError } from '../lab/errors.ts';
import type { BrokerSource } from '../lab/run/brokers.ts';
import { brokerSource } from '../lab/run/brokers.ts';
import { type Given, naming } from './given.ts';

export interface RunFlags {
  readonly source: BrokerSource;
  readonly format: Format;
  readonly why: boolean;
  readonly timeoutMs: number;
  readonly keep: boolean;
}

const FORMATS = ['table', 'json'] as const;
export type Format = (typeof FORMATS)[number];

type Env = Readonly<Record<string, string | undefined>>;

/** Where `mq-lab broker` listens, and RabbitMQ, unless told otherwise. */
const DEFAULT_URL = 'amqp://guest:guest@127.0.0.1:5672';

const DEFAULT_TIMEOUT_S = 30;
const MAX_SECONDS = 3_600;

/** An option with a value. Its texts are collected: commander would print a refused one, password and all. */
export const collected = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    text,
  ]);

export const BROKERS = 'embedded, docker[:TAG], compose, or amqp[s]://user:password@host:port/vhost';

export const brokerOption = (): Option =>
  collected('--broker <BROKER>', `${BROKERS} (default: $MQ_LAB_BROKER, or embedded)`);

export const runningBrokerOption = (): Option =>
  collected(
    '--broker <BROKER>',
    'compose, or amqp[s]://user:password@host:port/vhost (default: $MQ_LAB_BROKER, or amqp://127.0.0.1:5672)',
  );

export const formatOption = (): Option => collected('--format <FORMAT>', 'table or json (default: table)');

export const timeoutOption = (): Option =>
  collected(
    '--timeout <SECONDS>',
    `give up on a run that is not done by then (default: ${DEFAULT_TIMEOUT_S})`,
  );

/** The options that every run has. */
export function addRunOptions(command: Command): void {
  command
    .addOption(brokerOption())
    .addOption(formatOption())
    .option('--why', 'under each message, every binding that was tried and why it matched or not')
    .addOption(timeoutOption())
    .option(
      '--keep',
      'leave what was declared on a broker of yours; messages that lie there then are marked redelivered',
    );
}

/** Throws a LabError that names the flag, or the variable, and shows no password. */
export function readRunOptions(given: Given, env: Env): RunFlags {
  return {
    source: readBroker(given, env),
    format: readFormat(given),
    why: given.why === true,
    timeoutMs: readTimeoutMs(given),
    keep: given.keep === true,
  };
}

/** Throws a LabError that names the flag, or the variable, and shows no password. */
export function readBroker(given: Given, env: Env, otherwise = 'embedded'): BrokerSource {
  const fromEnv = env.MQ_LAB_BROKER || undefined;
  const broker = lastOf(given.broker);
  return naming(broker === undefined ? 'MQ_LAB_BROKER' : '--broker', () =>
    brokerSource(broker ?? fromEnv ?? otherwise),
  );
}

/** A broker that runs already. Throws as {@link readBroker} does. */
export function readRunningBroker(given: Given, env: Env): BrokerSource {
  const source = readBroker(given, env, DEFAULT_URL);
  if (source.kind === 'url' || source.kind === 'compose') return source;
  throw new LabError('usage', `expected a broker that runs already, got ${source.kind}`, {
    hint: 'Start one in another terminal with mq-lab broker, and leave --broker out here.',
  });
}

/** A second broker; undefined where none is given. Throws as {@link readBroker} does. */
export function readAgainst(given: Given): BrokerSource | undefined {
  const against = lastOf(given.against);
  return against === undefined ? undefined : naming('--against', () => brokerSource(against));
}

export const readFormat = (given: Given): Format => readOneOf(given, '--format', FORMATS);

/** Which of the values the option names; the first of them unless it is given. */
export function readOneOf<T extends string>(given: Given, flag: string, values: readonly T[]): T {
  const name = flag.replace(/^--/, '').replace(/-./g, (hyphen) => hyphen.charAt(1).toUpperCase());
  const text = lastOf(given[name]) ?? values[0] ?? '';
  const value = values.find((known) => known === text);
  if (value !== undefined) return value;
  return naming(flag, () => {
    throw expected(values.length > 2 ? `one of ${values.join(', ')}` : values.join(' or '), text);
  });
}

/** `a, b or c`. */
export const eitherOf = (choices: readonly string[]): string =>
  [choices.slice(0, -1).join(', '), ...choices.slice(-1)].join(' or ');

export const readTimeoutMs = (given: Given): number =>
  readSecondsMs(given, 'timeout') ?? DEFAULT_TIMEOUT_S * 1_000;

/** Seconds, in milliseconds; undefined where the flag was not given. */
export function readSecondsMs(given: Given, name: string): number | undefined {
  const text = lastOf(given[name]);
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_SECONDS) return seconds * 1_000;
  return naming(`--${name}`, () => {
    throw expected(`a number of seconds, above 0 and at most ${MAX_SECONDS}`, text);
  });
}

/** A whole number of these bounds; undefined where the flag was not given. */
export function readNumber(given: Given, name: string, least: number, most: number): number | undefined {
  const text = lastOf(given[name]);
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  return naming(`--${name}`, () => {
    throw expected(`a whole number from ${least} to ${most}`, text);
  });
}

export const textsOf = (texts: Given[string]): readonly string[] => (texts === true ? [] : (texts ?? []));

export function lastOf(texts: Given[string]): string | undefined {
  return textsOf(texts).at(-1);
}
