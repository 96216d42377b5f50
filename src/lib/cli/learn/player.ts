import type { BrokerInfo, LabEvent } from '../../lab/events.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { Unplayable } from '../../lab/needs.ts';
import { type Broker, type BrokerSource, type BrokerSupply, openSupply } from '../../lab/run/brokers.ts';
import { runExperiment } from '../../lab/run/runner.ts';
import { reportOf } from '../../lab/verdict/report.ts';
import { judge } from '../../lab/verdict/verdict.ts';
import type { Run } from '../../render/deliveries.ts';
import type { Words } from '../../render/words/words.ts';
import { announcement } from '../announcement.ts';
import { sayingOnce } from '../blocked-text.ts';
import { booted } from '../booted.ts';
import type { Io } from '../io.ts';

export interface PlayerOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** In which language. */
  readonly words: Words;
  /** Prints a line for the person; on standard error unless given. */
  readonly say?: (text: string) => void;
  /** Told before anything is declared on a broker that others use, too. */
  readonly announce?: (shared: SharedBroker) => void;
}

/** Where an experiment is about to be played. */
export interface SharedBroker {
  readonly experiment: Experiment;
  readonly broker: Broker;
  readonly info: BrokerInfo;
  readonly prefix: string;
}

/** Plays one experiment after the other; a broker that has to be started for them is started with the first. */
export class Player {
  readonly #source: BrokerSource;
  readonly #io: Io;
  readonly #options: PlayerOptions;
  #supply: BrokerSupply | undefined;

  constructor(source: BrokerSource, io: Io, options: PlayerOptions) {
    this.#source = source;
    this.#io = io;
    this.#options = options;
  }

  /** Gives all that can be said of a run. Throws as `openSupply` and `runExperiment` do. */
  async play(experiment: Experiment): Promise<Run> {
    const { timeoutMs, signal, words, say = (text) => void this.#io.stderr.write(text) } = this.#options;
    const { announce = announcing(say, words) } = this.#options;
    this.#supply ??= await booted(this.#io, signal, (boot) => openSupply(this.#source, boot), words);
    const broker = await this.#supply.open();
    try {
      const onEvent = (event: LabEvent): void => {
        if (event.kind === 'connected' && event.prefix !== '')
          announce({ experiment, broker, info: event.broker, prefix: event.prefix });
      };
      const events = await runExperiment(experiment, broker, {
        timeoutMs,
        keep: false,
        signal,
        onEvent,
        onBlocked: sayingOnce(say, words),
      });
      const report = reportOf(experiment, events);
      return { experiment, events, report, verdict: judge(experiment, report) };
    } finally {
      await broker.close();
    }
  }

  /** Ends what was started. */
  async close(): Promise<void> {
    await this.#supply?.close();
    this.#supply = undefined;
  }
}

/** Plays on the chosen broker, and what that one cannot play on the embedded one, which is told. */
export const withFallback =
  (chosen: Player, embedded: Player, tell: () => void) =>
  async (experiment: Experiment): Promise<Run> => {
    try {
      return await chosen.play(experiment);
    } catch (error) {
      if (!(error instanceof Unplayable)) throw error;
      tell();
      return embedded.play(experiment);
    }
  };

/** Says what will be declared where. */
export const announcing =
  (say: (text: string) => void, words: Words): NonNullable<PlayerOptions['announce']> =>
  ({ experiment, broker, info, prefix }) =>
    say(announcement(experiment, broker, info, { prefix, keep: false }, words));
