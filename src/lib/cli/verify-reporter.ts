import type { BrokerInfo } from '../lab/events.ts';
import type { Broker } from '../lab/run/brokers.ts';
import { unplayable } from '../lab/run/playable.ts';
import { defaultsOf, experimentOf, type Scenario } from '../lab/scenario.ts';
import type { Verification, VerifyOptions } from '../lab/verify.ts';
import { terminalOf } from '../render/terminal.ts';
import {
  jsonVerifications,
  type VerifyLayout,
  verificationLines,
  verificationSummary,
} from '../render/verifications.ts';
import { announcementOfAll } from './announcement.ts';
import { sayingOnce } from './blocked-text.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import type { Format } from './run-options.ts';

type Listener = Required<Pick<VerifyOptions, 'onStart' | 'onEnd' | 'onConnected' | 'onBlocked' | 'onResult'>>;

/** Tells of a verification while it goes on, and of all of it at its end. */
export class VerifyReporter implements Listener {
  readonly #scenarios: readonly Scenario[];
  readonly #format: Format;
  readonly #io: Io;
  readonly #layout: VerifyLayout;
  readonly #progress: Progress;
  readonly #running = new Set<string>();
  /** Brokers that are not the lab's own. */
  readonly #announced = new Set<string>();
  readonly #startedAt = performance.now();
  #ended = 0;

  constructor(scenarios: readonly Scenario[], format: Format, io: Io) {
    this.#scenarios = scenarios;
    this.#format = format;
    this.#io = io;
    this.#layout = {
      nameWidth: Math.max(...scenarios.map(({ name }) => name.length)),
      terminal: terminalOf(io.stdout, io.env),
    };
    this.#progress = new Progress(io.stderr, () => this.#progressText());
  }

  readonly onStart = ({ name }: Scenario): void => {
    this.#running.add(name);
    this.#progress.update();
  };

  readonly onEnd = ({ name }: Scenario): void => {
    this.#running.delete(name);
    this.#ended++;
    this.#progress.update();
  };

  readonly onConnected = (broker: Broker, info: BrokerInfo): void => {
    const { hostname, port, vhost } = broker.address;
    const which = JSON.stringify([hostname, port, vhost]);
    if (broker.kind === 'docker' || broker.owned || this.#announced.has(which)) return;
    this.#announced.add(which);
    const experiments = this.#scenarios.map((each) => experimentOf(each, defaultsOf(each.options)));
    const playable = experiments.filter((experiment) => !unplayable(experiment, broker));
    this.#beside(() => this.#io.stderr.write(announcementOfAll(playable, broker, info)));
  };

  readonly onBlocked = sayingOnce((text) => this.#beside(() => this.#io.stderr.write(text)));

  readonly onResult = (result: Verification): void => {
    if (this.#format === 'table') this.#print(verificationLines(result, this.#layout));
  };

  finish(results: readonly Verification[]): void {
    this.stop();
    const ms = performance.now() - this.#startedAt;
    if (this.#format === 'json') this.#io.stdout.write(jsonVerifications(results));
    else this.#print(verificationSummary(results, ms, this.#layout));
  }

  stop(): void {
    this.#progress.stop();
  }

  #print(lines: readonly string[]): void {
    this.#beside(() => this.#io.stdout.write(`${lines.join('\n')}\n`));
  }

  /** Both outputs may be the same terminal. */
  #beside(write: () => void): void {
    this.#progress.clear();
    write();
    this.#progress.update();
  }

  #progressText(): string {
    return `${this.#ended} of ${this.#scenarios.length} done, running ${[...this.#running].join(', ')} …`;
  }
}
