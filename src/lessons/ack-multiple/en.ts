import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'One ack for several messages',
  intro: [
    'Each delivery has a tag, which is a number, and an ack names it. With multiple=true one ack stands for all deliveries up to that tag.',
    'c1 acknowledges in this way, two messages at a time. c2 holds what it gets. They take turns, so that c1 is sent m1, m3 and m5, and c2 the others.',
    'Then both crash, and c3 comes.',
  ],
  questions: {
    m2: {
      ask: 'c1 acknowledges m3 with multiple=true. m2 is older than m3, and c2 holds it. What becomes of m2?',
      choices: {
        covered: 'It is acknowledged, along with m1 and m3.',
        back: 'It is not acknowledged, and comes back when c2 crashes.',
        error: 'The ack is an error, because c1 never had m2.',
      },
      hints: [
        'Which messages was c1 sent? What are their tags?',
        'Tags belong to a channel, which counts its own deliveries. multiple=true reaches no further than that.',
      ],
      why: "c2 got m2 on a channel of its own. The ack covers what c1's channel got up to m3, which is m1 and m3.",
      slips: {
        covered:
          "'Up to m3' means up to its tag, which is 2 on c1's channel. m2 was never sent over that channel, so that it has no tag there.",
        error:
          "The ack names the tag of m3, which c1 has. m2 has no tag on c1's channel, so that the ack does not touch it.",
      },
    },
    again: {
      ask: 'Both have crashed. How many messages are ready in work again?',
      hints: [
        'What has been acknowledged by then? c1 acts once it has two, c2 never.',
        'A crash gives back all that is not acknowledged, the first half of a batch too.',
      ],
      why: 'm1 and m3 are acknowledged. m5 waited for its batch to be full, and c2 acknowledged nothing: m2, m4, m5 and m6 come back.',
      slips: {
        two: "m4 and m6 are not alone. m2 is on c2's channel, where c1's ack does not reach, and m5 is half of a batch that was never full.",
        three:
          "One is missing: m2, which c1's ack does not reach on c2's channel, or m5, which is half of a batch that was never full.",
        five: 'm1 does not come back: the ack of m3 with multiple=true covers it.',
        six: "m1 and m3 do not come back: c1's ack was there before the crash, and it holds.",
      },
    },
  },
};
