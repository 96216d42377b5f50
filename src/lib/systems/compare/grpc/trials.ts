import type { ComparisonRow } from '../comparison.ts';
import type { Job } from './protocol.ts';
import { type Stage, TellTale } from './stage.ts';

/** One question to both, played when it is asked. */
export interface GrpcTrial {
  readonly question: string;
  readonly because: string;
  play(stage: Stage): Promise<Pick<ComparisonRow, 'cells' | 'asExpected'>>;
}

const FAST_MS = 1;
const SLOW_MS = 300;

export const GRPC_TRIALS: readonly GrpcTrial[] = [
  {
    question: 'Fast work (1 ms), 50 times in a row: how long does the caller wait each time?',
    because: 'Over gRPC it waits for the work, over the broker for the confirm: the work comes later.',
    play: (stage) => waits(stage, jobs(50, FAST_MS)),
  },
  {
    question: 'Slow work (300 ms), 5 times in a row: how long does the caller wait each time?',
    because: 'A caller of slow work waits as long as the work takes. A publisher does not.',
    play: (stage) => waits(stage, jobs(5, SLOW_MS)),
  },
  {
    question: 'The service is down while 20 jobs come. It starts again: how many are done?',
    because: 'A call needs somebody who answers now. A queue keeps what comes until somebody is there.',
    play: whileDown,
  },
  {
    question: 'A burst of 100 jobs (20 ms) at a service that takes 10 at a time: how many are done?',
    because:
      'The service refuses what is beyond its capacity, and callers have to come again. A queue is a waiting room.',
    play: burst,
  },
  {
    question: 'One caller, three receivers: how many calls, and how many are reached?',
    because: 'The caller must know each of them. A publisher knows the exchange alone.',
    play: manyReceivers,
  },
  {
    question: 'A conversation: 10 questions at once, 10 answers. In order?',
    because:
      'A bidirectional stream is one connection, in order. Over queues it is a request queue and a reply address, and a correlation id says which answer is whose.',
    play: conversation,
  },
  {
    question: 'The service is killed with 5 jobs in hand, and started again. How many are done?',
    because:
      'The callers get an error, and nobody else knows of the jobs. What a dead worker had not acknowledged is given to the next.',
    play: crash,
  },
  {
    question:
      'Both: a call answers at once, and a worker does the slow part (300 ms). How long does the caller wait?',
    because:
      'The call checks, publishes, and answers with the confirm. That is how most systems use the two.',
    play: together,
  },
];

const jobs = (count: number, ms: number): Job[] =>
  Array.from({ length: count }, (_, at) => ({ id: `job ${at + 1}`, ms }));

async function waits(stage: Stage, all: readonly Job[]) {
  const queue = await stage.queue();
  const told = new TellTale();
  const client = stage.client(await stage.server(queue));
  await stage.worker(queue, { capacity: 1 }, told.hear);
  // The first call connects, too.
  await stage.call(client, 'Work', { id: 'first', ms: 0 });
  const calls = await timed(all, (job) => stage.call(client, 'Work', job));
  const publishes = await timed(all, (job) => stage.publish({ queue }, job));
  await stage.until(told, () => told.ids.size === all.length);
  const cells = [waitText(calls.waits), `${waitText(publishes.waits)}; all done later`] as const;
  return { cells, asExpected: calls.succeeded === all.length && publishes.succeeded === all.length };
}

async function whileDown(stage: Stage) {
  const queue = await stage.queue();
  const [served, worked] = [new TellTale(), new TellTale()];
  const server = await stage.server(queue, {}, served.hear);
  const worker = await stage.worker(queue);
  await Promise.all([server.kill(), worker.kill()]);
  const client = stage.client(server);
  const all = jobs(20, FAST_MS);
  const calls = await timed(all, (job) => stage.call(client, 'Work', job));
  const publishes = await timed(all, (job) => stage.publish({ queue }, job));
  await stage.server(queue, { port: server.port }, served.hear);
  await stage.worker(queue, {}, worked.hear);
  await stage.until(worked, () => worked.ids.size === all.length);
  return {
    cells: [
      `${served.ids.size}; ${all.length - calls.succeeded} calls failed (UNAVAILABLE)`,
      `${worked.ids.size}; all ${publishes.succeeded} were confirmed meanwhile`,
    ] as const,
    asExpected: calls.succeeded === 0 && served.ids.size === 0 && publishes.succeeded === all.length,
  };
}

async function burst(stage: Stage) {
  const queue = await stage.queue();
  const [served, worked] = [new TellTale(), new TellTale()];
  const client = stage.client(await stage.server(queue, { capacity: 10 }, served.hear));
  await stage.call(client, 'Work', { id: 'first', ms: 0 });
  const all = jobs(100, 20);
  const answered = await Promise.all(all.map((job) => stage.call(client, 'Work', job)));
  const refused = answered.filter((succeeded) => !succeeded).length;
  await Promise.all(all.map((job) => stage.publish({ queue }, job)));
  const began = performance.now();
  await stage.worker(queue, { capacity: 10 }, worked.hear);
  await stage.until(worked, () => worked.ids.size === all.length);
  const took = Math.round(performance.now() - began);
  return {
    cells: [
      `${all.length - refused}; ${refused} refused (RESOURCE_EXHAUSTED)`,
      `${worked.ids.size}; the last after ${took} ms, none refused`,
    ] as const,
    asExpected: refused > 0 && worked.ids.size === all.length,
  };
}

async function manyReceivers(stage: Stage) {
  const queues = [await stage.queue(), await stage.queue(), await stage.queue()];
  const told = new TellTale();
  const servers = await Promise.all(queues.map((queue) => stage.server(queue)));
  await Promise.all(queues.map((queue) => stage.worker(queue, {}, told.hear)));
  const exchange = await stage.fanout(queues);
  const job = { id: 'news', ms: 0 };
  const answered = await Promise.all(servers.map((server) => stage.call(stage.client(server), 'Work', job)));
  await stage.publish({ exchange }, job);
  await stage.until(told, () => told.done.length === queues.length);
  const reached = answered.filter(Boolean).length;
  return {
    cells: [`${servers.length} calls, ${reached} reached`, `1 publish, ${told.done.length} reached`] as const,
    asExpected: reached === queues.length,
  };
}

async function conversation(stage: Stage) {
  const queue = await stage.queue();
  const client = stage.client(await stage.server(queue));
  await stage.worker(queue);
  const all = jobs(10, 0);
  const answers = await stage.talk(client, all);
  const replies = await stage.ask(queue, all);
  const inOrder = (ids: readonly string[]): boolean => all.every(({ id }, at) => ids[at] === id);
  const text = (ids: readonly string[]): string =>
    `${ids.length} answers, ${inOrder(ids) ? '' : 'not '}in order`;
  return {
    cells: [text(answers), `${text(replies)}, each with its correlation id`] as const,
    asExpected: inOrder(answers) && new Set(replies).size === all.length,
  };
}

async function crash(stage: Stage) {
  const queue = await stage.queue();
  const [served, worked] = [new TellTale(), new TellTale()];
  const server = await stage.server(queue, {}, served.hear);
  const worker = await stage.worker(queue, {}, worked.hear);
  const client = stage.client(server);
  const all = jobs(5, SLOW_MS);
  const calls = Promise.all(all.map((job) => stage.call(client, 'Work', job)));
  await Promise.all(all.map((job) => stage.publish({ queue }, job)));
  await stage.until(served, () => served.started.length === all.length);
  await stage.until(worked, () => worked.started.length === all.length);
  await Promise.all([server.kill(), worker.kill()]);
  const failed = (await calls).filter((succeeded) => !succeeded).length;
  await stage.server(queue, { port: server.port }, served.hear);
  await stage.worker(queue, {}, worked.hear);
  await stage.until(worked, () => worked.ids.size === all.length);
  const again = worked.done.filter(({ redelivered }) => redelivered).length;
  return {
    cells: [
      `${served.ids.size}; ${failed} calls failed`,
      `${worked.ids.size}; ${again} delivered again`,
    ] as const,
    asExpected: failed === all.length && served.ids.size === 0 && again === all.length,
  };
}

async function together(stage: Stage) {
  const queue = await stage.queue();
  const told = new TellTale();
  const client = stage.client(await stage.server(queue));
  await stage.worker(queue, {}, told.hear);
  await stage.call(client, 'Work', { id: 'first', ms: 0 });
  const all = jobs(5, SLOW_MS);
  const calls = await timed(all, (job) => stage.call(client, 'Accept', job));
  await stage.until(told, () => told.ids.size === all.length);
  const text = `${waitText(calls.waits)}; ${told.ids.size} of ${all.length} done later`;
  return {
    cells: [text, 'the same: the call publishes'] as const,
    asExpected: calls.succeeded === all.length,
  };
}

/** One after the other: how many succeeded, and how long each took, in milliseconds. */
async function timed(all: readonly Job[], doing: (job: Job) => Promise<boolean>) {
  const waits: number[] = [];
  let succeeded = 0;
  for (const job of all) {
    const began = performance.now();
    if (await doing(job)) succeeded++;
    waits.push(performance.now() - began);
  }
  return { succeeded, waits };
}

function waitText(waits: readonly number[]): string {
  const inOrder = [...waits].sort((a, b) => a - b);
  const text = (ms: number | undefined): string =>
    (ms ?? 0) < 10 ? (ms ?? 0).toFixed(1) : String(Math.round(ms ?? 0));
  return `median ${text(inOrder[Math.floor(inOrder.length / 2)])} ms, ${text(inOrder[0])} to ${text(inOrder.at(-1))}`;
}
