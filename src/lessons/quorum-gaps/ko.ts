import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'c3aeeae12667',
  scenario: {
    summary: '쿼럼 큐에 없는 것은 거부되거나 소리 없이 무시된다',
    guess: '쿼럼 큐는 할 수 없는 것을 거부한다. 그러니 선언된 큐는 요구한 대로 움직인다.',
    notice: [
      'm1, m3: reject-publish-dlx는 클래식 큐만 안다. 쿼럼 큐는 이 인자를 받아들이고는 기본대로 한다. 가장 오래된 m1을 버리고 m3은 컨펌한다. 클래식 큐였다면 m3을 거부했을 것이다.',
      'm4, m5: c1과 c2 둘 다 독점(exclusive)을 요청했다. 쿼럼 큐는 그것을 무시하고, 둘은 번갈아 받는다. 클래식 큐였다면 c2는 403을 받았을 것이다.',
      'owner는 exclusive인 쿼럼 큐를, guest는 이름 없는 쿼럼 큐(여기서는 own)를 선언한다. 둘 다 거부되고(406), 큐는 생기지 않는다.',
    ],
    takeaway:
      '클래식 큐를 쿼럼 큐로 바꾸기 전에 큐의 인자 하나하나와 컨슈머가 요청하는 것을 문서에서 찾아보자. 무시되는 것 때문에 실패하는 테스트는 없다. 컨슈머를 한 번에 하나만 두려면 x-single-active-consumer를, 큐가 가득 찬 것을 퍼블리셔가 알게 하려면 reject-publish를 쓴다. 쿼럼 큐에는 둘 다 있다.',
  },
  title: '쿼럼 큐가 하지 않는 것',
  intro: [
    '쿼럼 큐(quorum queue)는 클래식 큐(classic queue)보다 할 수 있는 것이 적다. 할 수 없는 것 가운데 몇몇은 선언할 때 거부된다. durable이 아닌 큐나 이름 없는 큐가 그렇다.',
    'orders와 ledger는 클래식 큐였는데, 가지고 있던 인자(argument)와 컨슈머(consumer)를 그대로 두고 쿼럼 큐로 새로 선언되었다. 오류는 없었다.',
    'orders는 메시지를 2개까지 담고 x-overflow=reject-publish-dlx다. 클래식 큐라면 새 메시지를 거부하고 dead로 보낸다. ledger에는 컨슈머 c1과 c2가 있고, 둘 다 독점(exclusive)을 요청한다.',
  ],
  questions: {
    m3: {
      ask: 'orders에 m1과 m2가 있을 때 m3이 발행된다. m3은 어떻게 될까?',
      choices: {
        refused: 'm3은 거부된다. 퍼블리셔(publisher)는 nack을 받는다.',
        newest: 'm3은 컨펌(confirm)되지만 dead로 간다.',
        oldest: 'm3은 컨펌되어 들어가고, m1이 dead로 간다.',
      },
      hints: [
        '쿼럼 큐가 이 인자를 이해할까?',
        '쿼럼 큐는 reject-publish-dlx를 무시한다. 가득 찬 큐는 기본으로 무엇을 할까?',
      ],
      why: '쿼럼 큐는 reject-publish-dlx를 모른다. 그래서 여느 큐의 기본대로 가장 오래된 메시지 m1을 버린다.',
      slips: {
        refused:
          '클래식 큐라면 m3을 거부할 것이다. 쿼럼 큐는 reject-publish-dlx를 무시하고, 기본대로 가장 오래된 것을 버린다.',
        newest:
          '가득 찬 큐가 기본으로 버리는 것은 가장 오래된 메시지이고, 쿼럼 큐는 reject-publish-dlx를 무시한다. 그래서 dead로 가는 것은 m1이다.',
      },
    },
    c2: {
      ask: '독점을 요청한 c1이 ledger를 소비하고 있다. 그다음 c2도 같은 것을 요청한다. c2는 어떻게 될까?',
      choices: {
        refused: 'c1이 먼저 와 있으므로 403으로 거부된다.',
        waits: 'c1이 사라질 때까지 기다리고, 그때까지 아무것도 받지 못한다.',
        turns: '역시 소비하고, c1과 번갈아 받는다.',
      },
      hints: [
        '쿼럼 큐가 exclusive를 이해할까?',
        '쿼럼 큐는 exclusive를 무시한다. c1과 c2는 여느 컨슈머 둘과 다름없다.',
      ],
      why: '쿼럼 큐는 exclusive를 무시하므로 ledger의 컨슈머는 둘이고, 번갈아 받는다. c1은 m4를, c2는 m5를 받는다.',
      slips: {
        refused: '클래식 큐라면 거부될 것이다. 쿼럼 큐는 exclusive를 무시하고 둘 다 소비하게 한다.',
        waits:
          '그것은 큐의 인자인 x-single-active-consumer가 하는 일이다. 쿼럼 큐에 exclusive는 아무 뜻이 없어서 둘 다 메시지를 받는다.',
      },
    },
  },
};
