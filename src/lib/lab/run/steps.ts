import { isBrokerFault } from '../amqp/broker-faults.ts';
import type { LabChannel } from '../amqp/channel.ts';
import { assertNever } from '../errors.ts';
import type { LabEvent } from '../events.ts';
import { type BindStep, OPERATOR, PRODUCER, type Step, type StepOf } from '../experiment.ts';
import { note } from './declaring.ts';
import type { People } from './people.ts';
import type { Scene } from './scene.ts';
import type { Stillness } from './stillness.ts';
import type { Traces } from './traces.ts';

/** What a step is played on. */
export interface Stage extends Scene {
  readonly traces: Pick<Traces, 'created' | 'fleeting'>;
  readonly people: People;
  readonly stillness: Stillness;
  readonly signal: AbortSignal;
  settle(kind?: 'settled' | 'sampled'): Promise<unknown>;
  restart(): Promise<void>;
  /** The broker chose this name for the queue that is called `alias`. */
  call(alias: string, name: string): Promise<void>;
}

/** Does what the step says. What the broker refuses is told as an event by the role whose step it was. */
export async function playStep(step: Step, stage: Stage): Promise<void> {
  try {
    await play(step, stage);
  } catch (error) {
    if (!isBrokerFault(error) || stage.signal.aborted) throw error;
  }
}

/** Whether nothing can have moved yet, so that there is nothing to wait for after such a step. */
export function isStill(events: readonly LabEvent[], kind: Step['kind']): boolean {
  return kind === 'consume' && !events.some((event) => event.kind === 'published');
}

function play(step: Step, stage: Stage): Promise<void> {
  const { people } = stage;
  switch (step.kind) {
    case 'publish':
      return people.publisher(step.by ?? PRODUCER).publish(step);
    case 'confirms':
      return people.publisher(step.by ?? PRODUCER).confirmed();
    case 'consume':
      return people.consume(step);
    case 'get':
      return people.get(step);
    case 'cancel':
      return people.consumer(step.consumer).cancel();
    case 'answer':
      return Promise.resolve(people.answer(step));
    case 'declare':
      return declare(step, stage);
    case 'bind':
    case 'unbind':
      return bindOrUnbind(step, stage);
    case 'delete':
      return remove(step, stage);
    case 'purge':
      return asking(step.by, stage, (channel) => channel.purge(stage.real(step.queue)));
    case 'cut':
      return cut(step, stage);
    case 'restart':
      return stage.restart();
    case 'wait':
      return wait(step, stage);
    case 'drain':
      return drain(stage);
    case 'look':
      return look(step, stage);
    default:
      return assertNever(step);
  }
}

async function declare(step: StepOf<'declare'>, stage: Stage): Promise<void> {
  const { by, exchange, queue, alias, passive = false } = step;
  await asking(by, stage, async (channel) => {
    if (exchange && passive) await channel.checkExchange(exchange.name);
    else if (exchange) {
      note(exchange.name, stage.traces.created.exchanges);
      await channel.declareExchange(exchange);
    }
    if (!queue) return;
    if (passive) {
      await channel.ready(stage.real(queue.name));
      return;
    }
    note(queue.name, stage.traces.created.queues);
    const name = await channel.declareQueue(stage.traces.fleeting(queue));
    if (queue.name === '') await stage.call(alias ?? name, name);
    stage.people.knows({ ...queue, name });
  });
}

function bindOrUnbind({ kind, by, binding }: BindStep, stage: Stage): Promise<void> {
  const { destination, destinationType } = binding;
  const real = destinationType === 'queue' ? stage.real(destination) : destination;
  return asking(by, stage, (channel) => channel[kind]({ ...binding, destination: real }));
}

function remove({ by, queue, exchange }: StepOf<'delete'>, stage: Stage): Promise<void> {
  return asking(by, stage, async (channel) => {
    if (queue !== undefined) {
      const name = stage.real(queue);
      const ended = stage.people.consumers.filter(
        (consumer) => consumer.isListening && consumer.queue.name === name,
      );
      await channel.deleteQueue(name);
      // The consumers are told of it by themselves, some time after the deletion was answered.
      await Promise.all(ended.map(({ cancelled }) => cancelled));
    }
    if (exchange !== undefined) await channel.deleteExchange(exchange);
  });
}

async function asking(
  by: string | undefined,
  stage: Stage,
  ask: (channel: LabChannel) => Promise<void>,
): Promise<void> {
  const who = by ?? OPERATOR;
  const channel = await stage.role(who).channel();
  await stage.wait(() => `an answer to ${who}`, ask(channel));
}

async function cut({ who, recovers = false }: StepOf<'cut'>, stage: Stage): Promise<void> {
  stage.people.lost(who);
  stage.emit({ kind: 'cut', who });
  await stage.wait(() => `${who}'s connection to break`, stage.role(who).cut(recovers));
}

async function wait({ ms }: StepOf<'wait'>, stage: Stage): Promise<void> {
  const { clock, stillness, signal } = stage;
  await stage.wait(
    () => `${ms} ms to pass`,
    clock.passTo(clock.now() + ms, () => stillness.rest(), signal),
  );
}

/** Lets time pass until nobody works any more. */
async function drain(stage: Stage): Promise<void> {
  await stage.settle('sampled');
  while (stage.people.consumers.some(({ isWorking }) => isWorking)) {
    await stage.wait(() => 'consumers to finish their work', stage.clock.passToNext());
    await stage.settle('sampled');
  }
}

async function look({ at }: StepOf<'look'>, stage: Stage): Promise<void> {
  stage.emit({ kind: 'looked', moment: at, ready: await stage.stillness.settle() });
}
