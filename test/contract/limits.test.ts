import { expect } from 'vitest';
import { contract } from './contract.ts';
import { ok } from './expected.ts';
import { got, headersOf, queueWith, send } from './helpers.ts';

contract('x-max-length', (its) => {
  its('T17: drops the oldest', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-length': 2 });
    for (const body of ['a', 'b', 'c', 'd']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual(['c', 'd']);
  });

  its('gotcha 42: counts what is ready alone', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-length': 2 });
    for (const body of ['a', 'b']) send(channel, queue, body);
    await channel.call('basic.get', { queue });
    for (const body of ['c', 'd']) send(channel, queue, body);
    channel.send('basic.reject', { deliveryTag: 1, requeue: true });
    expect(await channel.bodies(queue)).toEqual(['c', 'd']);
  });

  its('of 0 keeps nothing, confirms all the same, and serves a waiting consumer', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-length': 0 });
    await channel.ok('confirm.select');
    send(channel, queue, 'a');
    expect(await channel.next()).toMatchObject({ name: 'basic.ack', deliveryTag: 1 });
    expect(await channel.bodies(queue)).toEqual([]);
    const other = await channel.client.openChannel(2);
    await other.ok('basic.consume', { queue, noAck: true });
    other.publish('', queue, 'b');
    expect(await other.next()).toMatchObject({ name: 'basic.deliver', body: Buffer.from('b') });
  });

  its('bytes count bodies, and a message too large clears the queue', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-length-bytes': 5 });
    for (const body of ['aaa', 'bb']) send(channel, queue, body, { messageId: 'not counted' });
    expect(await channel.bodies(queue)).toEqual(['aaa', 'bb']);
    for (const body of ['aaa', 'bb', 'cccc']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual(['cccc']);
    for (const body of ['a', '123456']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its('and bytes both count', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-length': 2, 'x-max-length-bytes': 3 });
    for (const body of ['a', 'b', 'c']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual(['b', 'c']);
    for (const body of ['aa', 'bb']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual(['bb']);
  });
});

contract('x-overflow', (its) => {
  its('gotcha 42: reject-publish refuses the newest and nacks its confirm', async (bench) => {
    const channel = await bench.channel();
    const args = { 'x-max-length': 1, 'x-overflow': 'reject-publish' };
    const queue = await queueWith(channel, bench.name('q'), args);
    await channel.ok('confirm.select');
    const answers: string[] = [];
    for (const body of ['a', 'b', 'c']) {
      send(channel, queue, body);
      answers.push((await channel.next()).name);
    }
    expect(answers).toEqual(['basic.ack', 'basic.nack', 'basic.nack']);
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('gotcha 42: reject-publish nacks although another queue took the message', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    const full = await queueWith(channel, bench.name('full'), {
      'x-max-length': 0,
      'x-overflow': 'reject-publish',
    });
    const roomy = await queueWith(channel, bench.name('roomy'));
    for (const queue of [full, roomy]) await channel.ok('queue.bind', { queue, exchange });
    await channel.ok('confirm.select');
    channel.publish(exchange, '', 'a', { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.nack', deliveryTag: 1 });
    expect(await channel.bodies(roomy)).toEqual(['a']);
  });

  its('reject-publish without confirms drops in silence, and dead-letters nothing', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), {
      'x-max-length': 1,
      'x-overflow': 'reject-publish',
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': letters,
    });
    for (const body of ['a', 'b']) send(channel, queue, body);
    expect(await channel.bodies(queue)).toEqual(['a']);
    expect(await channel.call('basic.get', { queue: letters })).toEqual(ok('basic.get-empty'));
  });

  its('reject-publish-dlx dead-letters the newest, and nacks', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), {
      'x-max-length': 1,
      'x-overflow': 'reject-publish-dlx',
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': letters,
    });
    await channel.ok('confirm.select');
    send(channel, queue, 'a');
    expect(await channel.next()).toMatchObject({ name: 'basic.ack' });
    send(channel, queue, 'b');
    expect(await channel.next()).toMatchObject({ name: 'basic.nack' });
    const letter = await got(channel, letters);
    expect(letter.body).toEqual(Buffer.from('b'));
    expect(headersOf(letter)).toMatchObject({ 'x-death': [{ queue, reason: 'maxlen', count: 1 }] });
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('a refusal alone speaks for all before it, and asks for nothing', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), {
      'x-max-length': 0,
      'x-overflow': 'reject-publish',
    });
    await channel.ok('confirm.select');
    send(channel, queue, 'm');
    expect(await channel.next()).toEqual(ok('basic.nack', { deliveryTag: 1, multiple: true, requeue: true }));
  });
});
