import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'What goes wrong with direct reply-to',
  intro: [
    'amq.rabbitmq.reply-to looks like the name of a queue. There is none behind it: the broker makes an address of it for whoever consumes from it, and hands replies on at once.',
    'hasty sends its request, m1, and means to consume from amq.rabbitmq.reply-to afterwards. careful consumes from it with acknowledgements. shop consumes from it first, without acknowledgements; server replies to m2, and then stops.',
    'shop sends m3, which waits. Then it publishes m4 to an exchange that is not there, which closes its channel. It consumes again on a new channel of the same connection.',
    'desk names desk-replies, a queue that only it uses. Its connection breaks while m5 waits. Then a second server, spare, works on m3 and m5. Last, desk is back and consumes desk-replies.',
  ],
  questions: {
    m1: {
      ask: 'hasty publishes m1 with reply-to amq.rabbitmq.reply-to, and does not consume from it yet. server is there. What comes of it?',
      choices: {
        waits: 'server replies, and the reply waits for hasty.',
        dropped: 'server replies, and the reply is dropped.',
        returned: 'm1 comes back to hasty.',
        refused: 'An error for hasty: m1 does not reach server.',
      },
      hints: [
        'The broker has to put an address in place of the name when it gets the request. Whose?',
        'The address is that of a consumer on the channel that the request comes on. Without one the broker refuses the request.',
      ],
      why: '406 PRECONDITION_FAILED, "fast reply consumer does not exist", which closes the channel. m1 is lost.',
      slips: {
        waits:
          'There is no queue for it to wait in. And it does not come to a reply: the request itself is refused (406).',
        dropped:
          'It does not come to a reply. The broker sees at once that nobody could take one, and refuses the request (406).',
        returned:
          'A message comes back when no queue takes it, and prices would take m1. The broker refuses it before that: 406, and the channel is closed.',
      },
    },
    shop: {
      ask: 'shop asked with m2 and m3. How many replies does it receive?',
      hints: [
        'To what does the address in m3 lead when spare replies?',
        'The address is that of one channel. When the channel closes it is gone; a new channel has another.',
      ],
      why: 'The reply to m2. That to m3 is addressed to the channel that m4 had closed, and is dropped.',
      slips: {
        none: 'server replied to m2 at once, when the channel was still open. That reply arrived.',
        m3Too:
          'shop consumes again, on the same connection, but on another channel. The address in m3 is that of the old one, so that its reply is dropped, and nobody is told.',
      },
    },
    m5: {
      ask: 'desk is away when spare replies to m5, and comes back later. What becomes of this reply?',
      choices: {
        dropped: 'It is dropped like the one to m3.',
        never: 'There is none: spare does not work on m5, since desk is gone.',
        left: 'It stays in desk-replies: the new connection is not the one that asked.',
        received: 'desk receives it.',
      },
      hints: [
        'Where does a reply go whose reply-to is desk-replies?',
        'It is a message like any other, published to the default exchange with the name of the queue as its key. The queue holds it.',
      ],
      why: 'desk-replies is a queue. It holds the reply, whoever is away, and gives it to whoever consumes from it.',
      slips: {
        dropped:
          'm3 named the address of a channel, which was gone. m5 names a queue, and that is there without desk.',
        never:
          'A server does not know whether the client is still there. m5 waited in prices, and spare worked on it.',
        left: 'A queue does not mind which connection asked. desk consumes from it, and gets what is in it.',
      },
    },
  },
};
