import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Requests and replies',
  intro: [
    'A client can publish a request that says, in its property reply-to, where the reply shall go. Whoever works on the request publishes a reply to that address. The request is mandatory, so that it is returned where no queue takes it.',
    'A client needs no queue for its replies: it consumes amq.rabbitmq.reply-to, and gives that as its address. Here two clients do so, shop and app, each with a connection of its own.',
    'server works on m1 and m2, and then stops consuming. app publishes m4, and its connection breaks. Then spare consumes prices. A server publishes its replies without mandatory.',
  ],
  questions: {
    shop: {
      ask: 'How many messages does shop receive as a consumer of replies?',
      hints: [
        'Two clients give the same address. Is it the same for the broker?',
        'The broker replaces amq.rabbitmq.reply-to in each request by an address that leads to the client which sent it, and to no other. And no queue is named taxes.',
      ],
      why: 'The reply to m1. That to m2 is addressed to app, and m3 reached no server at all.',
      slips: {
        two: 'm1 alone gets a reply that is for shop. m2 was sent by app, whose address is another one, and m3 got no reply: it was returned.',
        three:
          'shop sent m1 and m3, and no queue took m3. The replies to others do not come to shop: the address that the broker makes leads to one client.',
      },
    },
    m4: {
      ask: 'server no longer consumes prices when app publishes m4. What becomes of this request?',
      choices: {
        returned: 'It comes back to app at once: there is no server.',
        dropped: 'It is dropped, at the latest when app has gone.',
        worked: 'It waits in prices, and spare works on it.',
      },
      hints: [
        'When is a mandatory message returned?',
        'The queue prices is there and takes m4. A request is a message like any other: it waits for a consumer, whatever becomes of its publisher.',
      ],
      why: 'prices takes m4, consumer or not, and keeps it until spare comes. That app has gone does not matter to the queue.',
      slips: {
        returned:
          'A mandatory message is returned when no queue takes it. prices takes m4; that it has no consumer is not an error.',
        dropped:
          'A message does not go with its publisher. Nothing limits how long m4 waits: it has no expiration, and prices no TTL.',
      },
    },
    reply: {
      ask: 'Suppose that a server replies to m4 after the connection of app has broken. What becomes of that reply?',
      choices: {
        kept: 'It waits at the address of app, until app comes back.',
        shop: 'It goes to shop, which consumes amq.rabbitmq.reply-to as well.',
        error: 'The server gets an error: there is no such address.',
        gone: 'It is dropped.',
      },
      hints: [
        'Is there a queue in which the reply could wait?',
        'The address is one of a channel, not of a queue. When the connection breaks, the channel is gone, and what is published there reaches nobody.',
      ],
      why: 'The address went with the connection of app. The reply is not mandatory, so that nobody is told that it reached no one.',
      slips: {
        kept: 'Behind amq.rabbitmq.reply-to is no queue. Replies go straight to the client, if it is there.',
        shop: "The name is the same, the address is not: the broker made one for app's request that leads to app alone.",
        error:
          'To publish to a key that leads nowhere is no error. Without mandatory the message is dropped, a reply like any other.',
      },
    },
  },
};
