import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'edd46e432d1a',
  scenario: {
    summary: '익스체인지가 라우팅하지 못한 것을 받는다, 대개는',
    guess: '대체 익스체인지가 있으면 잃는 메시지가 없다. 어느 큐도 받지 않는 것은 거기로 간다.',
    notice: [
      "m2: 'orders'의 바인딩 가운데 맞는 것이 없어서 'unrouted'가 받는다. 그러면 라우팅된 것이다. mandatory이지만 되돌아오지 않는다.",
      "m3: 'orders'는 목적지를 찾았다. 'refunds' 익스체인지다. 다만 거기에는 바인딩된 큐가 없다. 그래서 대체 익스체인지에 묻지 않고, 메시지는 되돌아온다.",
      "m4: 'mails'의 대체 익스체인지는 존재하지 않는다. 그 사실은 아무에게도 알려지지 않고, 메시지는 라우팅할 수 없는 것으로 다뤄진다.",
    ],
    takeaway:
      '대체 익스체인지는 모든 프로듀서의 잘못 적은 키를 한꺼번에 잡아 준다. 하지만 이름이 맞아야 하는데, 선언할 때는 아무도 그 이름을 확인하지 않는다. 말이 안 되는 키로 메시지를 발행해서 도착하는지 보자. mandatory도 계속 쓰자.',
  },
  title: '대체 익스체인지(alternate exchange): 맞는 것이 없을 때',
  intro: [
    '익스체인지(exchange)를 선언할 때 자기가 라우팅하지 못하는 메시지를 맡을 다른 익스체인지를 적어 둘 수 있다. 이것을 대체 익스체인지(alternate exchange)라고 한다. orders의 대체 익스체인지는 fallback이다.',
    '여기 메시지는 모두 mandatory다. 어느 큐(queue)도 받지 않는 메시지는 퍼블리셔(publisher)에게 되돌아오므로, 모르는 사이에 잃는 것이 없다.',
  ],
  questions: {
    m3: {
      ask: 'm3은 refunded라는 키로 orders에 발행된다. 어느 큐가 받을까?',
      hints: [
        'orders에 refunded와 맞는 바인딩(binding)이 있을까? 있다면 어디로 이어질까?',
        '익스체인지는 자기 바인딩 가운데 맞는 것이 하나도 없을 때만 대체 익스체인지에 묻는다.',
      ],
      why: 'refunded로 된 바인딩이 맞고, 큐가 없는 refunds로 이어진다. orders는 할 일을 다 했으므로 unrouted는 m3을 받지 못한다.',
      slips: {
        noQueueIsEnough:
          '어느 큐도 m3을 받지 못한다는 것만으로는 부족하다. orders의 바인딩 가운데 refunds로 가는 것이 맞았으므로 orders는 대체 익스체인지에 묻지 않는다.',
      },
    },
    m4: {
      ask: 'mails에는 바인딩이 하나도 없고, 대체 익스체인지는 falback이다. 잘못 적은 이름이라 그런 익스체인지는 없다. m4가 mails에 발행되면 어떻게 될까?',
      hints: [
        '브로커는 그 이름을 언제 확인할까? mails를 선언할 때일까, 메시지에 필요할 때일까, 아니면 아예 확인하지 않을까?',
        '존재하지 않는 대체 익스체인지는 아예 없는 것으로 다뤄진다. 어느 프로그램에도 알려지지 않는다.',
      ],
      why: 'falback이라는 익스체인지가 없으므로 mails에는 대체 익스체인지가 없는 셈이다. m4는 라우팅할 수 없어 되돌아온다.',
      choices: {
        returned: '대체 익스체인지가 없는 것처럼 퍼블리셔에게 되돌아온다.',
        publishFails: 'falback이라는 익스체인지가 없다는 오류(404)를 퍼블리셔가 받는다.',
        silent: '이미 넘겨졌으므로 아무 말 없이 사라진다.',
      },
      slips: {
        publishFails:
          '404는 퍼블리셔가 지목한 익스체인지가 없을 때 온다. mails는 있다. 그 대체 익스체인지가 없다는 것은 퍼블리셔에게 알려지지 않는다.',
        silent:
          '메시지는 존재하는 익스체인지에만 넘겨진다. m4는 라우팅할 수 없는 메시지이고, 퍼블리셔는 그런 메시지를 되돌려 달라고 했다.',
      },
    },
  },
};
