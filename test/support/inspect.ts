import { connect } from 'amqplib';

/** What lies in each queue once nobody consumes from it any more, by message id. It is taken out. */
export async function contentsOf(url: string, queues: readonly string[]): Promise<Map<string, string[]>> {
  const connection = await connect(url);
  const contents = new Map<string, string[]>();
  for (const queue of queues) {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    try {
      // A broker notices a moment later that the consumers' connections are gone.
      while ((await channel.checkQueue(queue)).consumerCount > 0);
      const ids: string[] = [];
      for (let next = await channel.get(queue, { noAck: true }); next; ) {
        ids.push(next.properties.messageId);
        next = await channel.get(queue, { noAck: true });
      }
      contents.set(queue, ids);
    } catch {
      // It was never declared.
    }
  }
  await connection.close();
  return contents;
}

/** Deletes what a test has left. */
export async function deleteFrom(
  url: string,
  { exchanges, queues }: { exchanges: readonly string[]; queues: readonly string[] },
): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  for (const queue of queues) await channel.deleteQueue(queue);
  for (const exchange of exchanges) await channel.deleteExchange(exchange);
  await connection.close();
}
