import { showNodes } from '../lab/amqp/broker-url.ts';
import type { BrokerInfo } from '../lab/events.ts';
import { type Experiment, messagesOf } from '../lab/experiment.ts';
import { footprintOf } from '../lab/footprint.ts';
import type { Broker } from '../lab/run/brokers.ts';
import { count, visible } from '../render/text.ts';
import { declaredText, english, sharedText } from '../render/words/en.ts';
import type { Words } from '../render/words/words.ts';

// Said before anything is declared on a broker that is not the lab's own.

/** For one run. */
export function announcement(
  experiment: Experiment,
  { address }: Pick<Broker, 'address'>,
  info: BrokerInfo,
  { prefix, keep }: { readonly prefix: string; readonly keep: boolean },
  words: Pick<Words, 'declaring' | 'everybodys'> = english,
): string {
  const footprint = footprintOf(experiment);
  const messages = messagesOf(experiment).length;
  const lines = [
    words.declaring({
      ...footprint,
      broker: brokerOf(info),
      address: visible(showNodes(address)),
      prefix,
      keep,
    }),
    ...footprint.shared.map((name) => words.everybodys(name, messages)),
  ];
  return linesOf(lines);
}

/** For many runs that are not known beforehand: before the first of them. `what` is what each plays. */
export const announcementOfEach = (
  what: 'file' | 'question',
  { address }: Pick<Broker, 'address'>,
  info: BrokerInfo,
): string =>
  `Declaring what each ${what} ${what === 'file' ? 'says' : 'needs'} on ${where(info, address)}, named ${ANY_PREFIX}\n`;

/** For the comparison with gRPC. */
export const announcementOfGrpc = (
  { address }: Pick<Broker, 'address'>,
  info: Pick<BrokerInfo, 'product' | 'version'>,
): string =>
  `Declaring queues and an exchange on ${where(info, address)}, named mq-lab.grpc.????????.*, eight random characters for each question, and deleting them as it ends\n`;

/** For one of them that uses what is everybody's. */
export function announcementOfFile(experiment: Experiment): string {
  const { shared } = footprintOf(experiment);
  const messages = `the messages of ${visible(experiment.name)}`;
  return linesOf(shared.map((name) => sharedText(name, messages, 'that run')));
}

/** For many runs. */
export function announcementOfAll(
  experiments: readonly Experiment[],
  { address }: Pick<Broker, 'address'>,
  info: BrokerInfo,
): string {
  const footprints = experiments.map((experiment) => footprintOf(experiment));
  const sum = (of: 'exchanges' | 'queues'): number => footprints.reduce((total, each) => total + each[of], 0);
  const scenarios = count(experiments.length, 'scenario');
  const all = declaredText({ exchanges: sum('exchanges'), queues: sum('queues') });
  const shared = new Set(footprints.flatMap((footprint) => footprint.shared));
  const warnings = Array.from(shared, (name) => {
    const users = experiments.filter((_, at) => footprints[at]?.shared.includes(name));
    const who = users.map((experiment) => experiment.name).join(', ');
    return sharedText(name, `the messages of ${who}`, 'that run');
  });
  return linesOf([
    `Declaring ${all} for ${scenarios} on ${where(info, address)}, named ${ANY_PREFIX}`,
    ...warnings,
  ]);
}

/** For the lessons, one after the other. */
export function announcementOfLessons({ address }: Pick<Broker, 'address'>, info: BrokerInfo): string {
  const named = 'is named mq-lab.?????.*, five random characters for each, and deleted as it ends';
  return `Playing the lessons on ${where(info, address)}: what each declares ${named}\n`;
}
const ANY_PREFIX = 'mq-lab.?????.*, five random characters for each, and deleting them as it ends';

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

type Product = Pick<BrokerInfo, 'product' | 'version'>;

const brokerOf = ({ product, version }: Product): string => visible(`${product} ${version}`);

const where = (info: Product, address: Broker['address']): string =>
  `${brokerOf(info)} at ${visible(showNodes(address))}`;
