import { expect, test } from 'vitest';
import { BrokerMessage } from '../../../src/lib/broker/message.ts';
import { MessageContent } from '../../../src/lib/broker/message-content.ts';
import type { QueueEntry } from '../../../src/lib/broker/queues/entry.ts';
import { DiskJournal } from '../../../src/lib/broker/store/disk-journal.ts';
import type { Database, SetValue } from '../../../src/lib/broker/store/lmdb.ts';
import { KIND, positionOf } from '../../../src/lib/broker/store/records.ts';
import { encodeProperties } from '../../../src/lib/wire/properties.ts';

/** A database that is done with a write when the test says so. */
class TestDatabase implements Database {
  readonly spareBytes = 0;
  readonly size = 0;
  /** Each write: `+5` puts the message at position 5, `-5` takes it out. */
  readonly writes: string[][] = [];
  #done: ((error?: Error) => void) | undefined;

  get(): undefined {}

  entries(): [] {
    return [];
  }

  keys(): [] {
    return [];
  }

  write(writing: (set: SetValue) => void): Promise<void> {
    expect(this.#done, 'one write at a time').toBeUndefined();
    const write: string[] = [];
    writing((key, value) => {
      if (key[0] === KIND.message) write.push(`${value ? '+' : '-'}${positionOf(key)}`);
    });
    this.writes.push(write);
    return new Promise((resolve, reject) => {
      this.#done = (error) => (error ? reject(error) : resolve());
    });
  }

  /** Ends the write that is under way. */
  async end(error?: Error): Promise<void> {
    this.#done?.(error);
    this.#done = undefined;
    await turn();
  }

  async close(): Promise<void> {}
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const entryAt = (position: number): QueueEntry => ({
  message: new BrokerMessage('', 'q', MessageContent.of(encodeProperties({}), [], 0)),
  position,
  priority: 0,
  expiresAt: undefined,
  redelivered: false,
  returns: 0,
});

function journalOn(database: Database) {
  const failures: unknown[] = [];
  const journal = new DiskJournal(database, { exchanges: [], queues: [], bindings: [] }, (error) =>
    failures.push(error),
  );
  const queue = journal.queueAdded('/', {
    name: 'q',
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Map(),
  });
  return { journal, queue, failures };
}

test('what is told in one turn is written together, what comes meanwhile after that', async () => {
  const database = new TestDatabase();
  const { queue } = journalOn(database);
  queue.stored(entryAt(0));
  queue.stored(entryAt(1));
  await turn();
  queue.stored(entryAt(2));
  await turn();
  expect(database.writes).toEqual([['+0', '+1']]);
  await database.end();
  expect(database.writes).toEqual([['+0', '+1'], ['+2']]);
});

test('what is stored and gone before it is written never is', async () => {
  const database = new TestDatabase();
  const { queue } = journalOn(database);
  for (const position of [0, 1, 2]) queue.stored(entryAt(position));
  queue.gone(1);
  await turn();
  expect(database.writes).toEqual([['+0', '+2']]);
});

test('what is gone while it is being written is taken out after that', async () => {
  const database = new TestDatabase();
  const { queue } = journalOn(database);
  queue.stored(entryAt(0));
  await turn();
  queue.gone(0);
  await database.end();
  expect(database.writes).toEqual([['+0'], ['-0']]);
});

test('who waits for a batch hears of it once that is safe, and not before', async () => {
  const database = new TestDatabase();
  const { journal, queue } = journalOn(database);
  const heard: string[] = [];
  queue.stored(entryAt(0));
  journal.batch.whenSafe(() => heard.push('first'));
  await turn();
  queue.stored(entryAt(1));
  journal.batch.whenSafe(() => heard.push('second'));
  expect(heard).toEqual([]);
  await database.end();
  expect(heard).toEqual(['first']);
  await database.end();
  expect(heard).toEqual(['first', 'second']);
});

test('a write that fails is told once, nobody hears of anything more, and nothing more is written', async () => {
  const database = new TestDatabase();
  const { journal, queue, failures } = journalOn(database);
  const heard: string[] = [];
  for (const position of [0, 1]) {
    queue.stored(entryAt(position));
    journal.batch.whenSafe(() => heard.push('safe'));
    await turn();
  }
  await database.end(new Error('full'));
  queue.stored(entryAt(2));
  await expect(journal.close()).rejects.toThrow('full');
  expect([failures.map(String), heard, database.writes.length]).toEqual([['Error: full'], [], 1]);
});

test('to close waits for what is being written, and writes what came meanwhile', async () => {
  const database = new TestDatabase();
  const { journal, queue } = journalOn(database);
  queue.stored(entryAt(0));
  await turn();
  queue.stored(entryAt(1));
  const closed = journal.close();
  await database.end();
  await database.end();
  await closed;
  expect(database.writes).toEqual([['+0'], ['+1']]);
});

test('nothing is written of a queue that is gone, though somebody may still hold its messages', async () => {
  const database = new TestDatabase();
  const { journal, queue } = journalOn(database);
  queue.stored(entryAt(0));
  journal.queueRemoved('/', 'q');
  queue.gone(0);
  queue.stored(entryAt(1));
  await turn();
  expect(database.writes).toEqual([[]]);
});
