import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Dead letters that go nowhere',
  intro: [
    'x-dead-letter-exchange is a name and no more: the broker neither creates that exchange nor binds anything to it.',
    'Each of three queues has a consumer that rejects all it gets, with requeue=false. mail names dxl, a typo for dlx; orders names dlx; billing names dlx, and sets a routing key.',
    'Before m4 is published somebody declares dxl, a fanout exchange, and binds dead to it.',
  ],
  questions: {
    m1: {
      ask: 'm1 is rejected in mail, whose dead-letter exchange, dxl, does not exist then. What becomes of m1?',
      choices: {
        returned: 'It comes back to its publisher.',
        kept: 'It stays in mail: it has nowhere to go.',
        later: 'The broker keeps it until dxl is there, and then it goes to dead.',
        dropped: 'It is gone.',
      },
      hints: [
        'Who could still be told? m1 was routed and confirmed before it died.',
        'A dead letter is published once, at the death. If no exchange or no queue takes it then, it is dropped.',
      ],
      why: 'There is no exchange dxl when m1 dies, so that it is dropped, without an error and without a word.',
      slips: {
        returned:
          'A return is for what no queue takes when it is published. m1 had been taken by mail, and its publisher is done with it.',
        kept: 'A reject with requeue=false takes m1 out of mail in any case. That its dead letter has nowhere to go does not keep it.',
        later:
          'Dead letters do not wait for their exchange. It is looked up at the death of m1, and is not there.',
      },
    },
    m2: {
      ask: 'm2 is published with the key order and rejected in orders. Which queues does it pass through, from first to last?',
      hints: [
        'With which key does m2 reach dlx, and what is bound there?',
        'A dead letter keeps its routing key, unless its queue sets another. orders sets none.',
      ],
      why: 'Only in orders. Its dead letter reaches dlx with the key order, and dead is bound there with the key dead.',
      slips: {
        unkeyed:
          'dlx is a direct exchange, and m2 arrives there with its own key, order. dead is bound with the key dead, which does not match.',
      },
    },
    m4: {
      ask: 'm4 is rejected in mail, too, but by now dxl exists. Which queues does m4 pass through?',
      hints: [
        'mail was declared while there was no dxl. When does the broker look for it?',
        'The exchange is looked up at each death, by its name.',
      ],
      why: 'mail, and then dead: dxl is looked up when m4 dies, and it is a fanout exchange, which takes every key.',
      slips: {
        atDeclare:
          'mail does not have to be declared again. Its dead-letter exchange is looked up at each death, and when m4 dies dxl is there, with dead bound to it.',
      },
    },
  },
};
