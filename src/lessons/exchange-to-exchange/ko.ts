import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'b73e7f5bb5bb',
  scenario: {
    summary: '익스체인지에 바인딩된 익스체인지도 한 번에 라우팅된다',
    guess: "두 길로 'log'에 닿은 것은 두 번 기록되고, 바인딩이 고리를 이루면 끝없이 돈다.",
    notice: [
      "m1: 'orders'가 'europe'에, 'europe'이 'log'에, 'log'가 'audit' 큐에 넘긴다. 키는 발행될 때 그대로다.",
      "m2: 'europe'을 거쳐서도, 'paid'를 거쳐서도 'log'에 온다. 브로커는 먼저 모든 바인딩을 따라가며 큐를 모은다. 'audit'이 받는 사본은 하나다.",
      "m4: 'log'에 발행되었지만 'billing'에도 닿는다. 'log'에서 'orders'로 되돌아가는 바인딩이 있기 때문이다. 고리는 시작한 곳에서 끝난다. 같은 익스체인지를 두 번 지나지 않는다.",
    ],
    takeaway:
      '바인딩은 출발지에서 목적지로, 한 방향으로만 이어진다. 누군가 자기 익스체인지를 내 익스체인지에 바인딩하면 나에게 묻지 않고 내 메시지를 받고, 되돌아오는 바인딩은 그쪽 메시지를 나에게 보낸다. 고리를 만들기 전에 그림부터 그려 보자.',
  },
  title: '익스체인지에 바인딩된 익스체인지',
  intro: [
    '바인딩(binding)은 익스체인지(exchange)에서 다른 익스체인지로 이어질 수도 있다. 그러면 그 익스체인지가 같은 키로, 자기 바인딩에 따라 메시지를 라우팅한다.',
    'orders는 토픽(topic), europe과 paid와 log는 팬아웃(fanout)이다. 손가락으로 바인딩을 따라가 보자. log에서 orders로 되돌아가는 것이 하나 있어서 고리를 이룬다.',
    'm1, m2, m3은 orders에, m4는 log에 발행된다. 소비하는 쪽은 없다.',
  ],
  questions: {
    m4: {
      ask: 'm4는 order.paid.us라는 키로 log에 발행된다. 어느 큐(queue)가 받을까?',
      hints: [
        'log의 두 바인딩은 어디로 이어지고, 거기서 또 어디로 갈까?',
        '메시지는 맞는 바인딩을 모두 따라 익스체인지에서 익스체인지로, 새로 닿는 곳이 없을 때까지 간다.',
      ],
      why: 'log는 audit으로 이어진다. orders로도 이어지는데, 거기서 #.paid.#을 따라 paid로, 다시 billing으로 간다.',
      slips: {
        oneHop:
          '메시지는 다음 익스체인지에서 멈추지 않는다. log에서 orders로, #.paid.#을 따라 paid로, 거기서 billing으로 간다.',
        onlyBack:
          'log는 팬아웃이고 바인딩이 둘 있다. 하나는 orders로, 다른 하나는 곧바로 audit으로 이어진다.',
      },
    },
    audit: {
      ask: '메시지 넷이 모두 발행되었다. audit에는 몇 개가 있을까?',
      hints: [
        'm2의 키는 order.paid.eu다. log까지 몇 갈래 길로 올까? 그것이 중요할까?',
        '브로커는 먼저 같은 익스체인지를 두 번 지나지 않으면서 모든 바인딩을 따라가 큐를 모은다. 그런 다음 큐마다 사본을 하나씩 준다.',
      ],
      why: 'm1은 europe을 거쳐, m2는 europe과 paid를 거쳐, m4는 log에서 바로 온다. 사본은 하나씩이다. m3은 orders의 어느 바인딩과도 맞지 않는다.',
      slips: {
        copyPerWay:
          'm2는 두 길로 log에 오고, m4는 고리를 돌아 한 번 더 올 수도 있다. 그래도 사본이 늘지는 않는다. 같은 익스체인지를 두 번 지나지 않고, 큐가 받는 것은 하나다.',
        oneTooMany:
          'audit까지 길이 있는 메시지는 m1, m2, m4 셋이고, 길이 몇 갈래든 사본을 하나씩만 남긴다. m3은 #.eu와도 #.paid.#과도 맞지 않는다.',
        oneTooFew:
          'audit까지 길이 있는 메시지는 셋이다. m1은 europe을 거쳐, m2는 europe과 paid를 거쳐 오고, m4는 바로 log에 발행된다.',
      },
    },
  },
};
