import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '848b5db5b20e',
  scenario: {
    summary: '큐는 자기 키와 같은 키를 가진 메시지를 받는다',
    guess: '같은 키로 바인딩된 두 큐는 번갈아 받고, order.*는 모든 주문을 뜻한다.',
    notice: [
      'm1: 두 큐가 같은 키로 바인딩되어 있고, 저마다 사본을 받는다. 번갈아 받지 않는다.',
      "m3, m4: 여기서 'order.*'는 패턴이 아니다. 다이렉트 익스체인지에서는 글자 그대로 'order.*'라는 키만 받는다.",
      'm5: 큐의 이름은 라우팅 키가 아니다. 큐 이름으로 라우팅하는 것은 기본 익스체인지뿐이다.',
    ],
    takeaway:
      '다른 서비스가 자기 큐를 같은 키로 바인딩해도 내 메시지는 줄지 않는다. 키에 오타가 있으면 아무 말 없이 아무것도 받지 못한다.',
  },
  title: '다이렉트(direct): 자기 키를 가진 큐',
  intro: [
    '바인딩(binding)에도 키가 있을 수 있다. 이것을 바인딩 키(binding key)라고 한다. 다이렉트 익스체인지(direct exchange)는 바인딩 키를 메시지의 라우팅 키(routing key)와 비교한다.',
    '큐(queue) 하나를 여러 키로 바인딩할 수도 있고, 여러 큐를 같은 키로 바인딩할 수도 있다. 퍼블리셔는 메시지에 mandatory를 붙인다. 그러면 어느 큐도 받지 않는 메시지가 되돌아오고, 반송(returned)되었다고 표시된다.',
  ],
  questions: {
    m1: {
      ask: 'm1의 라우팅 키는 order.paid다. 어느 큐가 받을까?',
      hints: [
        'order.paid라는 키가 있는 바인딩은 몇 개일까?',
        '다이렉트 익스체인지는 메시지의 키로 바인딩된 모든 큐에 사본을 준다.',
      ],
      why: 'billing과 audit 둘 다 order.paid로 바인딩되어 있고, 저마다 사본을 받는다.',
      slips: {
        firstOnly:
          'audit도 order.paid로 바인딩되어 있다. 큐들이 번갈아 받는 것도, 첫 바인딩에서 끝나는 것도 아니다. 저마다 사본을 받는다.',
        oneKeyEach: 'billing에는 키가 둘 있고, order.paid가 그중 하나다. 하나만 같으면 된다.',
      },
    },
    m2: {
      ask: 'm2의 라우팅 키는 order.refunded다. 어느 큐가 받을까?',
      hints: [
        'audit의 키 가운데 order.refunded와 똑같은 것이 있을까?',
        '다이렉트 익스체인지는 바인딩 키를 글자 그대로 비교한다. 특별한 뜻을 가진 글자는 없다.',
      ],
      why: '정확히 order.refunded로 바인딩된 큐는 billing뿐이다.',
      slips: {
        starIsPattern:
          "다이렉트 익스체인지에서 order.*는 패턴이 아니다. 'order.*'라는 키만 받으므로 audit은 받지 못한다.",
        oneKeyEach:
          'billing을 바인딩한 두 키 가운데 두 번째가 order.refunded다. 첫 번째 키와 다를 것이 없다.',
      },
    },
    m5: {
      ask: 'm5의 라우팅 키는 billing이다. 어느 큐가 받을까?',
      hints: [
        '익스체인지가 보는 것은 큐의 이름일까, 바인딩의 키일까?',
        '다이렉트 익스체인지는 라우팅 키를 바인딩 키와 비교할 뿐, 큐의 이름과는 비교하지 않는다.',
      ],
      why: 'billing이라는 키를 가진 바인딩이 없으므로 아무 큐도 m5를 받지 못한다.',
      slips: {
        keyIsName: 'billing은 큐의 이름이지 키가 아니다. 이 큐의 키는 order.paid와 order.refunded다.',
      },
    },
  },
};
