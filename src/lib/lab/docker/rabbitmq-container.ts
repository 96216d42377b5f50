import { randomBytes } from 'node:crypto';
import { orAborted } from '../amqp/abort.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { LabError } from '../errors.ts';
import { startDetached } from '../janitor/detached.ts';
import type { ContainerState, Engine } from './containers.ts';
import { type BootOptions, untilReady } from './until-ready.ts';

const AMQP_PORT = 5672;

/** A RabbitMQ in a container of its own. */
export interface RabbitmqContainer {
  readonly address: BrokerAddress;
  /** Disconnects everybody, and keeps what is durable and persistent. */
  restart(): Promise<void>;
  /** Removes it. */
  close(): Promise<void>;
}

/**
 * Pulls `rabbitmq:TAG` where it is not here, starts it, and waits until it speaks AMQP. Throws a LabError that says what
 * stood in the way. Nothing of it remains: not on any error, and not after the end of this process, however it comes.
 */
export async function startRabbitmq(tag: string, boot: BootOptions): Promise<RabbitmqContainer> {
  // Late: nobody else pays for Testcontainers.
  const { Engine } = await import('./containers.ts');
  const image = `rabbitmq:${tag}`;
  const engine = await orAborted(Engine.reach(), boot.signal);
  if (!(await orAborted(engine.hasImage(image), boot.signal))) await pull(engine, image, boot);
  boot.onProgress({ doing: 'starting', what: image });
  const name = `mq-lab-${randomBytes(5).toString('hex')}`;
  const janitor = startDetached('remove-container.js');
  await janitor.tell(name);
  const close = async (): Promise<void> => {
    await engine.remove(name);
    janitor.dismiss();
  };
  try {
    return { ...(await run({ engine, image, name, signal: boot.signal })), close };
  } catch (error) {
    // Where it cannot be removed now, the janitor tries again.
    await close().catch(() => {});
    throw error;
  }
}

async function pull(engine: Engine, image: string, { signal, onProgress }: BootOptions): Promise<void> {
  const phase = { doing: 'pulling', what: image } as const;
  onProgress(phase);
  await engine.pull(image, signal, ({ done, layers }) => onProgress(phase, `${done}/${layers}`));
}

interface Container {
  readonly engine: Engine;
  readonly image: string;
  readonly name: string;
  readonly signal: AbortSignal;
}

async function run(container: Container): Promise<Omit<RabbitmqContainer, 'close'>> {
  const { engine, image, name, signal } = container;
  const password = randomBytes(12).toString('hex');
  const environment = { RABBITMQ_DEFAULT_USER: 'guest', RABBITMQ_DEFAULT_PASS: password };
  // Not to be broken off: it has to be known whether there is something to remove.
  const published = await engine
    .start({ name, image, environment, port: AMQP_PORT })
    .catch(async (error: unknown) => {
      const state = await engine.state(name);
      throw state?.hasEnded ? await died(container, state) : error;
    });
  const address = { protocol: 'amqp', ...published, username: 'guest', password, vhost: '/' } as const;
  const fault = async (): Promise<LabError | undefined> => {
    const state = await orAborted(engine.state(name), signal);
    return state?.isRunning ? undefined : died(container, state);
  };
  const ready = (): Promise<void> => untilReady({ address, title: image, signal, fault });
  await ready();
  const restart = async (): Promise<void> => {
    await engine.run(name, ['rabbitmqctl', '-q', 'stop_app']);
    await engine.run(name, ['rabbitmqctl', '-q', 'start_app']);
    await ready();
  };
  return { address, restart };
}

async function died(
  { engine, name, image }: Container,
  state: ContainerState | undefined,
): Promise<LabError> {
  const last = (await engine.lastLines(name, 10)).at(-1);
  const how = state ? `ended with exit code ${state.exitCode}` : 'was removed';
  return new LabError('broker', `${image} ${how} while it started${last === undefined ? '' : `: ${last}`}`, {
    hint: `Look at all that it says with docker run --rm ${image}, or take another: --broker docker:TAG.`,
  });
}
