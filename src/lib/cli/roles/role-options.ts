import { type BrokerAddress, parseBrokerUrl } from '../../lab/amqp/broker-url.ts';
import { LabError } from '../../lab/errors.ts';
import { type Given, naming } from '../given.ts';
import { collected, lastOf } from '../run-options.ts';

/** Where `mq-lab broker` listens, and RabbitMQ, unless told otherwise. */
const DEFAULT_URL = 'amqp://guest:guest@127.0.0.1:5672';

type Env = Readonly<Record<string, string | undefined>>;

/** `without` is what happens where neither is given. */
export const urlOption = (without = 'amqp://127.0.0.1:5672') =>
  collected(
    '--broker <URL>',
    `amqp[s]://user:password@host:port/vhost (default: $MQ_LAB_BROKER, or ${without})`,
  );

/** The broker that somebody else runs. Throws a LabError that names the flag, or the variable, and shows no password. */
export function readUrl(given: Given, env: Env): BrokerAddress {
  const broker = lastOf(given.broker);
  return naming(broker === undefined ? 'MQ_LAB_BROKER' : '--broker', () => {
    const text = broker ?? (env.MQ_LAB_BROKER || DEFAULT_URL);
    if (text === 'embedded')
      throw new LabError('usage', 'expected the URL of a broker that runs, got embedded', {
        hint: 'Start one in another terminal with mq-lab broker, and leave --broker out here.',
      });
    return parseBrokerUrl(text);
  });
}

/** A whole number of at least `least`; undefined where the flag was not given. */
export function readNumber(given: Given, name: string, least: number, most: number): number | undefined {
  const text = lastOf(given[name]);
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new LabError('usage', `--${name}: expected a whole number from ${least} to ${most}, got '${text}'`);
}
