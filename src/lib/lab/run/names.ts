import { randomBytes } from 'node:crypto';
import { isPredeclared } from '../../routing/topology.ts';
import type { Experiment } from '../experiment.ts';
import { REPLY_TO } from '../known-names.ts';
import { prefixed } from './prefixed.ts';

/** How the experiment's names are written on a broker, and how they are read back. */
export interface Names {
  /** Before every name; empty where names are used as written. */
  readonly prefix: string;
  /** The experiment as the broker gets it. */
  readonly onBroker: Experiment;
  /** The experiment's own name for a name on the broker; undefined where it is not of this run. */
  short(name: string): string | undefined;
  /** The message's id in the experiment; undefined where it is not of this run. */
  messageId(id: string): string | undefined;
  /** A text of the broker's without the prefix. */
  clean(text: string): string;
}

/** `mq-lab.` and five random characters, then a dot: in a topic exchange's eyes, two words. */
export function randomPrefix(): string {
  const digits = Array.from(randomBytes(5), (byte) => (byte % 36).toString(36)).join('');
  return `mq-lab.${digits}.`;
}

/** The experiment as it is played under the prefix. Throws a LabError where a name becomes too long. */
export function withPrefix(experiment: Experiment, prefix: string): Names {
  const isEverybodys = (name: string): boolean => isPredeclared(name) || name === REPLY_TO;
  return {
    prefix,
    onBroker: prefix === '' ? experiment : prefixed(experiment, prefix),
    short: (name) =>
      isEverybodys(name) ? name : name.startsWith(prefix) ? name.slice(prefix.length) : undefined,
    messageId: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined),
    clean: (text) => (prefix === '' ? text : text.replaceAll(prefix, '')),
  };
}
