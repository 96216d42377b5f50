import type { Helper } from './helper.ts';

const received: Helper = {
  state: `
let received = 0;`,
  text: `
function noteReceived(name, { fields, properties }) {
  received++;
  console.log(name, 'received', properties.messageId + (fields.redelivered ? ', redelivered' : ''));
}`,
};

const consume: Helper = {
  needs: ['ask', 'received'],
  state: `
// Messages that consumers are busy with.
let working = 0;`,
  text: `
/** Starts a consumer, which handles one message after the other, on its own channel or on that of another part. */
async function consume(name, queue, { by = name, prefetch, channelPrefetch, ...options }, handle) {
  await ask(by, async (channel) => {
    if (prefetch !== undefined) await channel.prefetch(prefetch);
    if (channelPrefetch !== undefined) await channel.prefetch(channelPrefetch, true);
    let turn = Promise.resolve();
    const take = (message) => {
      if (message === null) {
        console.log(name, 'is cancelled by the broker');
        return;
      }
      noteReceived(name, message);
      working++;
      turn = turn
        .then(() => isOpen(channel) && handle(message, channel))
        .catch((error) => console.log(name + ':', error.message))
        .finally(() => working--);
    };
    await channel.consume(queue, take, { consumerTag: name, ...options });
  });
}`,
};

const get: Helper = {
  needs: ['ask', 'received'],
  text: `
/** Asks a queue for one message, and handles it if there is one. */
async function get(name, queue, options, handle) {
  await ask(name, async (channel) => {
    const message = await channel.get(queue, options);
    if (message === false) {
      console.log(name, 'gets nothing from', queue);
      return;
    }
    noteReceived(name, message);
    await handle(message, channel);
  });
}`,
};

const work: Helper = {
  needs: ['channelOf'],
  text: `
/** Works for some time: in vain, if the channel that the message came on is gone by then. */
async function work(channel, ms) {
  await sleep(ms, undefined, { ref: false });
  if (!isOpen(channel)) throw new Error('the channel is gone, and the work was in vain');
}`,
};

const countAttempt: Helper = {
  state: `
const attempts = new Map();`,
  text: `
/** How often this consumer has had the message, this time included. */
function countAttempt(name, id) {
  const count = (attempts.get(name + ' ' + id) ?? 0) + 1;
  attempts.set(name + ' ' + id, count);
  return count;
}`,
};

const isDone: Helper = {
  state: `
// What consumers have worked on. A real one notes it together with the results.
const done = new Set();`,
  text: `
/** Whether this consumer has worked on the message before. */
function isDone(name, id) {
  const before = done.has(name + ' ' + id);
  if (before) console.log(name, 'skips', id);
  return before;
}

function noteDone(name, id) {
  done.add(name + ' ' + id);
}`,
};

const keep: Helper = {
  needs: ['channelOf'],
  state: `
// Messages that are to be answered later.
const kept = new Map();`,
  text: `
function keep(name, message, channel) {
  kept.set(name + ' ' + message.properties.messageId, { message, channel });
}

/** Answers a message, on the channel that it came on. */
function answer(name, id, how) {
  const { message, channel } = kept.get(name + ' ' + id) ?? {};
  if (channel && isOpen(channel)) how(channel, message);
  else console.log(name, 'cannot answer', id);
}`,
};

const publishAgain: Helper = {
  needs: ['publish', 'confirmed'],
  text: `
/** Publishes a message that came once more, without its expiration and what the broker noted in its headers. */
async function publishAgain(name, { content, properties }, exchange, routingKey) {
  const { messageId, priority, deliveryMode, replyTo, correlationId } = properties;
  const own = Object.entries(properties.headers).filter(([key]) => !/^x-(.*-)?death|^x-delivery-count/.test(key));
  const headers = Object.fromEntries(own);
  const options = { messageId, priority, deliveryMode, replyTo, correlationId, headers };
  await publish(name, exchange, routingKey, content, options);
  await confirmed(name);
}`,
};

const rowsOf: Helper = {
  text: `
/** The rows of a CSV text with a head and no quotes, as objects. */
function rowsOf(csv) {
  const cells = (line) => line.split(',').map((cell) => cell.trim());
  const [head, ...rows] = csv.toString().trim().split('\\n').map(cells);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}`,
};

/** Consumers, and what they do with their messages. */
export const CONSUMERS = {
  received,
  consume,
  get,
  work,
  countAttempt,
  isDone,
  keep,
  publishAgain,
  rowsOf,
} as const;
