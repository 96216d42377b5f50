import { type Command, Option } from 'commander';
import type { BrokerSource } from '../lab/brokers.ts';
import { brokerSource } from '../lab/brokers.ts';
import { expected } from '../lab/errors.ts';
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

const DEFAULT_TIMEOUT_S = 30;
const MAX_TIMEOUT_S = 3_600;

/** The options that every run has. Values are collected as texts: commander would print a refused one, password and all. */
export function addRunOptions(command: Command): void {
  const collected = (flags: string, description: string): Option =>
    new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
      ...(before ?? []),
      text,
    ]);
  command
    .addOption(
      collected(
        '--broker <URL>',
        'embedded, or amqp[s]://user:password@host:port/vhost (default: $MQ_LAB_BROKER, or embedded)',
      ),
    )
    .addOption(collected('--format <FORMAT>', 'table or json (default: table)'))
    .option('--why', 'under each message, every binding that was tried and why it matched or not')
    .addOption(
      collected(
        '--timeout <SECONDS>',
        `give up on a run that is not done by then (default: ${DEFAULT_TIMEOUT_S})`,
      ),
    )
    .option('--keep', 'leave what was declared on a broker of yours');
}

/** Throws a LabError that names the flag, or the variable, and shows no password. */
export function readRunOptions(given: Given, env: Readonly<Record<string, string | undefined>>): RunFlags {
  const fromEnv = env.MQ_LAB_BROKER || undefined;
  const broker = lastOf(given.broker);
  return {
    source: naming(broker === undefined ? 'MQ_LAB_BROKER' : '--broker', () =>
      brokerSource(broker ?? fromEnv ?? 'embedded'),
    ),
    format: readFormat(given),
    why: given.why === true,
    timeoutMs: naming('--timeout', () => readTimeout(lastOf(given.timeout))),
    keep: given.keep === true,
  };
}

export function readFormat(given: Given): Format {
  const text = lastOf(given.format) ?? 'table';
  const format = FORMATS.find((known) => known === text);
  if (format) return format;
  return naming('--format', () => {
    throw expected(FORMATS.join(' or '), text);
  });
}

function readTimeout(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TIMEOUT_S * 1_000;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_S) return seconds * 1_000;
  throw expected(`a number of seconds, above 0 and at most ${MAX_TIMEOUT_S}`, text);
}

function lastOf(texts: Given[string]): string | undefined {
  return texts === true ? undefined : texts?.at(-1);
}
