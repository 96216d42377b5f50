import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Topic: empty words, and wildcards out of place',
  intro: [
    'Dots part a key into words. But nobody checks what stands between them: a key may be empty or end in a dot, and * and # may stand in the middle of a word, or in the key of a message.',
    'Each queue here has one binding: all by #, word by *, empty by the empty key, order by order.*, and prefix by order*, without a dot.',
  ],
  questions: {
    m2: {
      ask: "m2's routing key is 'order.', with a dot at its end: the program had nothing to put behind it. Which queues get it?",
      hints: [
        'How many words does the dot make of it?',
        'Every dot stands between two words. A word may be empty, and is a word all the same.',
      ],
      why: "Its words are 'order' and an empty one. order.* wants just that: order, and one word more. # takes any key.",
      slips: {
        noWord:
          'Behind the dot there is a word, an empty one, and * takes any word. So order.* takes the key.',
        dotEnds: "The dot makes two words of it, 'order' and an empty one. * alone takes keys of one word.",
      },
    },
    m3: {
      ask: 'm3 has the routing key orders. Which queues get it?',
      hints: [
        'Where in a binding key is * a wildcard?',
        '* and # are wildcards only as whole words. Within a word they are plain text.',
      ],
      why: 'orders is one word, which * takes, and # takes any key. The binding key order* is a word of plain text that ends in a star.',
      slips: {
        prefix:
          "There is no pattern for the beginning of a word. The binding by order* takes one key: 'order*', star included.",
        emptyIsAll:
          'An empty binding key asks for the empty routing key. Whoever wants all messages has to bind by #.',
      },
    },
    m6: {
      ask: 'm6 is published with the routing key #. Which queues get it?',
      hints: [
        'Which of the two keys is a pattern, that of the message or that of the binding?',
        'In a routing key, * and # are plain text, words like any other.',
      ],
      why: '# is a key of one word here. It goes where a key such as news would go: to * and to #.',
      slips: {
        toAll:
          'A publisher cannot send by pattern. The routing key # is one word of plain text, and order.* wants two words.',
        noWord:
          'In a routing key, # stands for nothing but itself, so this key has a word. The empty binding key takes the empty routing key alone.',
        wildcard: 'As a routing key, # is one word of plain text, and * takes any one word.',
      },
    },
  },
};
