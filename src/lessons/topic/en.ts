import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Topic: patterns of words',
  intro: [
    'A topic exchange compares the routing key of a message with the binding key of each queue, word by word. Dots part the words.',
    'In a binding key, * stands for one word and # for any number of words. In a routing key both are plain text.',
  ],
  questions: {
    m3: {
      ask: 'm3 has the routing key order, one word. Which queues get it?',
      hints: [
        'How many words does each pattern ask for at least?',
        '* stands for exactly one word, # for any number of words, none among them.',
      ],
      why: 'q2 alone: # may stand for no word at all, * may not, and #.created wants created at the end.',
      slips: {
        needsWord: "# is content with no word: order.# takes 'order'. Only * needs one.",
        starIsEmpty: "* is exactly one word, never none: order.* wants something after 'order'.",
      },
    },
    m6: {
      ask: "m6's routing key is empty. Which queues get it?",
      hints: [
        'Which of the patterns could be left with no words at all?',
        'The empty key has no words. A pattern that names any word wants one too many; only # alone takes it.',
      ],
      why: 'None: each pattern names a word, order or created, and the empty key has no words.',
      slips: {
        hashTakesAll:
          '# takes any number of words, but order.# and #.created each name a word that must be there.',
      },
    },
    m10: {
      ask: 'm10 has the routing key two.words.created. Which queues get it?',
      hints: [
        'Read the patterns from the right, too.',
        '# takes as many words as are left, at the beginning of a pattern as well as at its end.',
      ],
      why: '#.created takes everything whose last word is created, whatever stands before it.',
      slips: {
        hashIsOne: "# is not limited to one word: in #.created it takes 'two.words'.",
      },
    },
  },
};
