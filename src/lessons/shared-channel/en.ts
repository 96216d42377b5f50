import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Two consumers on one channel',
  intro: [
    'The program shop has one channel, and starts two consumers on it, c1 and c2, both on the queue work. They take turns: c1 is sent m1 and m3, and c2 is sent m2 and m4.',
    'c1 is done first, and acknowledges m3 with multiple=true. c2 is still at work on m2. When it is done with that, it acknowledges m2.',
    'Then m5 is published. Last comes another program, with a consumer c3 on the same queue.',
  ],
  questions: {
    multiple: {
      ask: 'c1 acknowledges m3 with multiple=true. Which messages does that acknowledge?',
      choices: {
        own: 'm1 and m3, which were sent to c1.',
        upTo: 'm1, m2 and m3.',
        all: 'All four, which were sent over this channel.',
      },
      hints: [
        'An ack names a delivery tag. Who counts the tags, the consumer or the channel?',
        'A channel counts its deliveries, whichever consumer they are for: m1 has tag 1, m2 has 2, m3 has 3 and m4 has 4. With multiple=true an ack is for all up to its tag.',
      ],
      why: 'm3 has tag 3 on this channel, and tags 1 and 2 are m1 and m2. The ack is for m2 as well, which c2 is still at work on.',
      slips: {
        own: 'The broker does not ask which consumer a tag was for. Up to tag 3, that is m1, m2 and m3, though m2 is with c2.',
        all: 'm4 has tag 4. multiple=true reaches back from the tag that is named, and not beyond it.',
      },
    },
    second: {
      ask: 'c2 is done with m2, and acknowledges it. What comes of that?',
      choices: {
        fine: 'm2 is acknowledged, and both go on.',
        alone: 'It is an error, 406, which ends c2. c1 goes on, and is sent m5.',
        both: 'It is an error, 406, which ends c1 and c2.',
      },
      hints: [
        'Is the tag of m2 still open? If it is not, what does the error close?',
        'An ack of a tag that is not open is 406, which closes the channel, with every consumer on it.',
      ],
      why: "c1's ack used up tag 2, so c2's is 406 unknown delivery tag. That closes the channel, and c1 was on it as well.",
      slips: {
        fine: "Tag 2 is used up: c1's ack of m3 with multiple=true was for it as well. A second ack of one tag is an error, whoever sends it.",
        alone: 'The error closes the channel, not a consumer. c1 is on the same one, and gets nothing more.',
      },
    },
    c3: {
      ask: 'How many messages does c3 receive?',
      hints: [
        'What was sent over the channel and not acknowledged when it was closed? Who is there when m5 comes?',
        'What is unacknowledged when its channel is closed goes back to its queue. A message to a queue without consumers waits there.',
      ],
      why: 'm4 was with c2, not acknowledged, and goes back. m5 finds no consumer, and waits. c3 gets both.',
      slips: {
        none: 'c1 and c2 have nothing any more. Their channel is closed, so that m4 is ready again, and m5 waits with it.',
        one: 'Two messages wait: m4 was not acknowledged when the channel was closed, and m5 came when nobody consumed.',
        three:
          "m2 does not come back: c1's ack was for it as well. Had shop crashed while c2 was at work on m2, that work would be lost.",
      },
    },
  },
};
