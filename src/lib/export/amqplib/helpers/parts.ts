import type { Helper } from './helper.ts';

const channelOf: Helper = {
  state: `
// Who takes part; each has a connection of its own.
const parts = new Map();`,
  text: `
/** The channel of a part: opened when it is first needed, and again when it was lost. */
async function channelOf(name) {
  const part = parts.get(name) ?? {};
  parts.set(name, part);
  part.connection ??= await connect(name, part);
  part.channel ??= await openChannel(name, part);
  return part.channel;
}

async function connect(name, part) {
  const connection = await amqp.connect(url, { clientProperties: { connection_name: name } });
  connection.on('error', (error) => console.log(name + ':', error.message));
  connection.on('close', () => {
    part.connection = undefined;
    part.channel = undefined;
  });
  return connection;
}

async function openChannel(name, part) {
  const channel = await part.connection.createConfirmChannel();
  channel.on('error', (error) => console.log(name + ':', error.message));
  channel.on('close', () => {
    part.channel = undefined;
  });
  channel.on('return', ({ fields, properties }) => {
    console.log(properties.messageId, 'came back:', fields.replyCode, fields.replyText);
  });
  return channel;
}

/** Whether the channel is there still. */
function isOpen(channel) {
  return [...parts.values()].some((part) => part.channel === channel);
}`,
};

const ask: Helper = {
  needs: ['channelOf'],
  text: `
/** Asks the broker for something. If it refuses, it closes the channel or the connection, which tells why. */
async function ask(name, question) {
  const channel = await channelOf(name);
  try {
    return await question(channel);
  } catch (error) {
    if (parts.get(name).channel === channel) throw error;
  }
}`,
};

const publish: Helper = {
  needs: ['channelOf'],
  text: `
/** Publishes, and tells where the broker does not confirm it. */
async function publish(name, exchange, routingKey, body, options) {
  const channel = await channelOf(name);
  const all = { mandatory: true, contentType: 'text/plain', ...options };
  channel.publish(exchange, routingKey, Buffer.from(body), all, (error) => {
    if (error) console.log(options.messageId, 'is not confirmed:', error.message);
  });
}`,
};

const confirmed: Helper = {
  needs: ['channelOf'],
  text: `
/** Goes on once the broker has confirmed, or refused, all that this part has published. */
async function confirmed(name) {
  const channel = await channelOf(name);
  await channel.waitForConfirms().catch(() => {});
}`,
};

const takeReplies: Helper = {
  needs: ['channelOf', 'received'],
  state: `
const repliesOn = new WeakSet();`,
  text: `
/** Takes replies. The broker makes of this name an address that belongs to the channel. */
async function takeReplies(name) {
  const channel = await channelOf(name);
  if (repliesOn.has(channel)) return;
  repliesOn.add(channel);
  await channel.consume('amq.rabbitmq.reply-to', (message) => noteReceived(name, message), { noAck: true });
}`,
};

const cut: Helper = {
  needs: ['channelOf'],
  text: `
/** Breaks the connection without a word, as when the program dies. */
async function cut(name) {
  await channelOf(name);
  const { connection } = parts.get(name);
  const closed = new Promise((resolve) => connection.once('close', resolve));
  connection.connection.stream.destroy(new Error('the connection breaks'));
  await closed;
  await sleep(100); // The broker has to notice.
}`,
};

const restart: Helper = {
  text: `
/** A client cannot restart its broker. */
async function restart() {
  console.log('Now restart the broker, with for example: rabbitmqctl stop_app && rabbitmqctl start_app');
  console.log('Then press Enter.');
  await new Promise((resolve) => process.stdin.once('data', resolve).once('end', resolve));
  process.stdin.pause();
}`,
};

/** Connections, and what is done on them. */
export const PARTS = { channelOf, ask, publish, confirmed, takeReplies, cut, restart } as const;
