import { describe, expect, test } from 'vitest';
import { NO_PROGRESS } from '../../src/lib/walkthrough/progress/progress.ts';
import { experimentIn, play, type Sandbox } from '../../src/lib/walkthrough/sandbox/sandbox.ts';
import { problemText } from '../../src/lib/walkthrough/views/view.ts';
import { canvas, Walk } from './build.ts';

const opened = (): Walk => new Walk(NO_PROGRESS, { lesson: null, sandbox: true });
const SHOP = ['exchange shop topic', 'queue q1', 'bind shop -[a.#]-> q1'];

const sandboxOf = ({ scene }: Walk): Sandbox => {
  if (scene.at !== 'sandbox') throw new Error(`not in the sandbox but in ${scene.at}`);
  return scene.sandbox;
};

describe('the sandbox', () => {
  test('shows what each command did, and only that', async () => {
    const walk = await opened().types(...SHOP, 'publish shop a.b --times=2');
    expect(walk.text()).toContain('publish m1, m2 to shop with key a.b');
    expect(walk.text()).not.toContain('declare');
    await walk.types('consume q1 --answer=hold');
    expect(walk.text()).toMatch(/c1 ◀ m1, m2/);
    expect(walk.text()).not.toContain('publish');
  });

  test('begins with what a lesson declares, where one is named', async () => {
    const walk = new Walk(NO_PROGRESS, { lesson: 'topic', sandbox: true });
    await walk.types('show');
    expect(walk.text()).toMatch(/1 +\S+ ─ \S+ ─▶ q1/);
  });

  test('does not list what the broker refused', async () => {
    const walk = await opened().types('queue kept', 'queue a x-message-ttl=-5', 'bind amq.topic -[a]-> a');
    for (const wish of ['watch', 'show']) {
      await walk.types(wish);
      expect(walk.text()).toContain('kept');
      expect(walk.text()).not.toMatch(/\ba\b/);
    }
  });

  test('shows a queue as the broker took it, not as it was refused before', async () => {
    const walk = await opened().types('queue q x-max-length=ten', 'queue q', 'show');
    expect(walk.text()).toMatch(/q +\(durable\)/);
  });

  test('takes that binding away which has the number, where others were refused or are gone', async () => {
    const walk = await opened().types(
      'exchange e fanout',
      'queue refused x-max-length=ten',
      'bind e -> refused',
      'queue brief --auto-delete',
      'bind e -> brief',
      'consume brief',
      'cancel c1',
      'queue q',
      'bind e -> q',
      'show',
    );
    expect(walk.text()).toMatch(/1 +e ─▶ q\n/);
    await walk.types('unbind 1');
    expect(walk.text()).toContain('unbind e ─▶ q');
    await walk.types('delete nobody');
    expect(walk.text()).toContain("There is no queue or exchange 'nobody'. There is q, e.");
  });

  test('consumes, crashes, and delivers again', async () => {
    const walk = await opened().types(
      ...SHOP,
      'publish shop a',
      'consume q1 --answer=hold',
      'crash c1',
      'watch',
    );
    expect(walk.text()).toMatch(/q1 +1 message: m1 again/);
    expect(walk.text()).toMatch(/c1 ◀ q1 +received m1; consumes no more/);
    await walk.types('consume q1 --as=other', 'watch');
    expect(walk.text()).toMatch(/other ◀ q1 +received m1 again\n/);
    await walk.types('crash other --recovers', 'watch');
    expect(walk.text()).toMatch(/other ◀ q1 +received m1 again\n/);
  });

  test('answers what is held, and shows what the broker says to a second answer', async () => {
    const walk = await opened().types(...SHOP, 'publish shop a', 'consume q1 --answer=hold', 'watch');
    expect(walk.text()).toMatch(/c1 ◀ q1 +received m1; holds m1/);
    await walk.types('ack c1 m1', 'watch');
    expect(walk.text()).not.toContain('holds');
    await walk.types('ack c1 m1');
    expect(walk.text()).toContain('406 PRECONDITION_FAILED - unknown delivery tag 1');
  });

  test('gets one message at a time, and answers it', async () => {
    const walk = await opened().types(...SHOP, 'get q1', 'watch');
    expect(walk.text()).toMatch(/operator ◀ q1 +received nothing/);
    await walk.types('publish shop a --times=4', 'get q1 --answer=hold', 'get q1 --as=ann --answer=hold');
    expect(walk.text()).toContain('ann gets from q1: holds');
    await walk.types('get q1 --no-ack', 'watch');
    expect(walk.text()).toMatch(/q1 +1 message: m4/);
    expect(walk.text()).toMatch(/operator ◀ q1 +received m1, m3; holds m1\n/);
    expect(walk.text()).toMatch(/ann ◀ q1 +received m2; holds m2\n/);
    await walk.types('ack operator m1', 'crash ann', 'ack ann m2');
    expect(walk.text()).toContain('ann has received nothing on its present connection');
    await walk.types('watch');
    expect(walk.text()).toMatch(/q1 +2 messages: m2 again, m4/);
    expect(walk.text()).not.toContain('holds');
    expect(experimentIn(sandboxOf(walk)).steps.filter(({ kind }) => kind === 'get')).toEqual([
      { kind: 'get', queue: 'q1' },
      { kind: 'get', queue: 'q1', answer: 'hold' },
      { kind: 'get', queue: 'q1', by: 'ann', answer: 'hold' },
      { kind: 'get', queue: 'q1', noAck: true },
    ]);
  });

  test('knows that an answer for many lets go of all of them', async () => {
    const walk = await opened().types(
      ...SHOP,
      'publish shop a --times=3',
      'consume q1 --answer=hold',
      'ack c1 m2 --multiple',
      'watch',
    );
    expect(walk.text()).toMatch(/received m1, m2, m3; holds m3/);
  });

  test('has consumers on one channel, which one mistake closes', async () => {
    const walk = await opened().types(
      ...SHOP,
      'publish shop a --times=5',
      'consume q1 --by=app --prefetch=2 --answer=hold',
      'consume q1 --by=app --answer=hold',
      'ack c2 m3 --multiple',
      'watch',
    );
    expect(walk.text()).toMatch(/c1 ◀ q1 +received m1, m2, m5; holds m5/);
    expect(walk.text()).toMatch(/c2 ◀ q1 +received m3, m4; holds m4/);
    await walk.types('ack c1 m1', 'watch');
    expect(walk.text()).toMatch(/q1 +2 messages: m4 again, m5 again/);
    expect(walk.text()).not.toContain('holds');
  });

  test('has consumers under a prefetch of their channel, which crash together', async () => {
    const walk = await opened().types(
      ...SHOP,
      'publish shop a --times=3',
      'consume q1 --by=app --channel-prefetch=2 --answer=hold',
      'consume q1 --by=app',
      'watch',
    );
    expect(walk.text()).toMatch(/q1 +1 message: m3/);
    await walk.types('crash c2');
    expect(walk.text()).toContain("c2 has no connection of its own: it consumes on app's channel. crash app");
    await walk.types('get q1 --as=c2');
    expect(walk.text()).toContain('c2 is on the channel of app, and on no other');
    await walk.types('consume q2 --as=operator --by=app');
    expect(walk.text()).toContain('operator is on a channel of its own, and on no other');
    await walk.types('crash app', 'watch');
    expect(walk.text()).toMatch(/q1 +3 messages: m1 again, m2 again, m3/);
  });

  test('restarts the broker, and lets time pass that costs nothing', async () => {
    const walk = await opened().types(
      'queue kept x-message-ttl=60000',
      "publish '' kept --persistent",
      "publish '' kept",
      'restart',
      'watch',
    );
    expect(walk.text()).toMatch(/kept +1 message: m1/);
    await walk.types('wait 1h', 'watch');
    expect(walk.text()).toMatch(/kept +empty/);
  });

  test('takes the last command back, with all that followed from it', async () => {
    const walk = await opened().types(...SHOP, 'publish shop a', 'consume q1', 'undo');
    expect(walk.text()).toMatch(/Taken back: c1 consumes q1\n +q1 +1 message: m1/);
    await walk.types('undo', 'undo', 'undo', 'undo', 'undo');
    expect(walk.text()).toContain('There is nothing to take back.');
    expect(sandboxOf(walk).commands).toEqual([]);
  });

  test('gives a broker’s refusals as the broker words them', async () => {
    const walk = await opened().types('publish nowhere a');
    expect(walk.text()).toContain("404 NOT_FOUND - no exchange 'nowhere' in vhost '/'");
    await walk.types('queue q x-max-length=-1');
    expect(walk.text()).toContain('406 PRECONDITION_FAILED');
  });

  test('sends an expiration as it is written', async () => {
    const walk = await opened().types('queue q', "publish '' q --expiration=5s");
    expect(walk.text()).toContain("406 PRECONDITION_FAILED - invalid expiration '5s'");
    await walk.types("publish '' q --expiration=100", 'wait 200', 'watch');
    expect(walk.text()).toMatch(/q +empty/);
  });

  test('takes back what cannot be played, and says why', async () => {
    const walk = await opened().types('queue q1');
    walk.only({ kind: 'typed', line: "publish '' q1" });
    expect(walk.scene.at).toBe('playing');
    walk.only({ kind: 'failed', failure: { message: 'not done in time', hint: undefined } });
    expect(walk.text()).toMatch(/not done in time\n.*taken back/);
    expect(sandboxOf(walk).commands).toHaveLength(1);
  });

  test('keeps commands of one kind apart, as they were typed', async () => {
    const hello = "publish '' a --id=hello";
    const walk = await opened().types('queue a', 'queue b', hello, hello, hello);
    const { steps } = experimentIn(sandboxOf(walk));
    expect(steps.map((step) => (step.kind === 'look' ? step.at : step.kind))).toEqual([
      'declare',
      'declare',
      'publish',
      'hello is published',
      'publish',
      'hello is published (2)',
      'publish',
    ]);
    await walk.types('queue a x-max-length=-1', 'queue c x-max-length=-1', 'queue d');
    expect(walk.text()).not.toContain('406');
  });

  test('says what is there, without what is gone', async () => {
    const walk = await opened().types(...SHOP, 'queue short --transient', 'restart', 'show');
    expect(walk.text()).toMatch(/queues +q1/);
    expect(walk.text()).toMatch(/1 {2}shop ─ a\.# ─▶ q1/);
    expect(walk.text()).not.toContain('short');
  });

  test.each([
    ['ack c1 m1', /no consumer 'c1'.*consume QUEUE starts one/],
    ['publish', /It is publish EXCHANGE/],
    ['publish x a --times=101', /--times wants 1 … 100, and got '101'/],
    ['publish x a --times=0', /--times wants 1 … 100, and got '0'/],
    ['publish x a --expires=5s --expiration=5000', /--expires does not go with --expiration/],
    ['get', /It is get QUEUE/],
    ['get q --answer=retry', /--answer wants ack, reject, requeue, hold, and got 'retry'/],
    ['cancel operator', /no consumer 'operator'/],
    ['consume q --answer=maybe', /--answer wants ack, reject, requeue, hold/],
    ['consume q --prefech=1', /no --prefech here\. There is --as, --by, --prefetch/],
    ['wait soon', /wait wants 500ms/],
    ['crash nobody', /nobody called 'nobody'.*producer/],
    ['save', /It is save FILE/],
    ['queue "my queue"', /^"my queue": names and keys are typed without quotes/],
    ["consume 'my queue'", /^'my queue': names/],
    ['bind "my shop" -[a]-> q', /^"my shop": names/],
    ['bind shop -> "q"', /^"q": names/],
    ['delete queue "q 1"', /^"q 1": names/],
    ['try', /no command 'try'/],
  ])('says of %s what is wrong', (line, wanted) => {
    const reply = play({ given: { exchanges: [], queues: [], bindings: [] }, commands: [] }, line, null);
    expect(reply.kind === 'problem' ? problemText(reply.problem, canvas()) : reply.kind).toMatch(wanted);
  });

  test('says who cannot answer what, instead of playing it', async () => {
    const walk = await opened().types(
      ...SHOP,
      'publish shop a',
      'consume q1 --answer=hold',
      'crash c1',
      'ack c1 m1',
    );
    expect(walk.text()).toContain('c1 has received nothing on its present connection');
  });

  test('cancels only who consumes', async () => {
    const walk = await opened().types(
      ...SHOP,
      'consume q1',
      'consume q1 --as=w',
      'crash w --recovers',
      'cancel w',
    );
    expect(walk.text()).toContain('w stops consuming');
    for (const ends of ['cancel w', 'restart']) {
      await walk.types(ends, ends === 'restart' ? 'cancel c1' : 'cancel w');
      expect(walk.text()).toMatch(/does not consume any more/);
    }
  });

  test('says what a restart lost, and of which queue', async () => {
    const walk = await opened().types(
      'queue kept',
      'queue short --transient',
      "publish '' kept --persistent",
      "publish '' kept --times=2",
      "publish '' short",
      'consume kept --prefetch=2 --answer=hold',
      'restart',
    );
    expect(walk.text()).toMatch(/! The restart lost what lay in kept: m2, m3\n.*lay in short: m4\n/);
    await walk.types('restart');
    expect(walk.text()).not.toContain('lost');
  });

  test('is left for where one came from: the shell, where it was opened from there', async () => {
    expect((await opened().types('leave')).scene).toEqual({ at: 'left', how: 'quit' });
  });

  test('helps with one command', async () => {
    const walk = await opened().types('help consume');
    expect(walk.text()).toContain('--channel-prefetch=N');
    expect(walk.text()).not.toContain('publish');
    await walk.types('help publsh');
    expect(walk.text()).toContain("There is no command 'publsh'. Did you mean publish?");
  });

  test('helps with every command', async () => {
    const walk = await opened().types('help');
    for (const word of ['publish', 'consume', 'crash', 'restart', 'wait', 'watch', 'undo', 'save', 'leave'])
      expect(walk.text()).toMatch(new RegExp(`^ +${word}\\b`, 'm'));
  });
});
