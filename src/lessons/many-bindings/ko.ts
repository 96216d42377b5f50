import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '92f40ae0d24b',
  scenario: {
    summary: '맞는 바인딩이 몇 개든 큐는 사본 하나를 받는다',
    guess: '두 번 바인딩된 큐는 사본을 둘 받고, 바인딩을 한 번 해제하면 둘 중 하나가 없어진다.',
    notice: [
      "m1: 'audit'의 바인딩은 둘 다 맞지만, 큐가 받는 사본은 하나다. 맞는 바인딩들은 큐의 집합을 가리킬 뿐이다.",
      "m2: 'billing'이 같은 키로 다시 바인딩되었다. 같은 바인딩을 한 번 더 선언한 것이라 사본은 여전히 하나다.",
      "m3: 몇 번 만들었든 바인딩은 한 번 해제하면 없어진다. 'billing'에는 아무것도 오지 않는다. 'audit'에는 자기 바인딩이 있다.",
    ],
    takeaway:
      '시작할 때마다 다시 바인딩해도 해롭지 않다. 하지만 두 프로그램이 큐 하나를 같은 키로 바인딩하면 바인딩 하나를 함께 쓰는 것이다. 먼저 종료하면서 바인딩을 해제하는 쪽이 다른 쪽까지 끊는다.',
  },
  title: '큐 하나, 바인딩 여럿',
  intro: [
    '큐(queue) 하나를 익스체인지(exchange) 하나에 여러 번 바인딩(binding)할 수 있다. 서로 다른 키로 할 수도 있고, 시작할 때마다 바인딩을 만드는 프로그램처럼 같은 키로 다시 할 수도 있다.',
    '여기서 메시지의 키는 모두 order.paid다. m1 다음에 billing 큐가 #.paid로 두 번 더 바인딩된다. m2 다음에 그 키의 바인딩을 한 번 해제(unbind)한다.',
  ],
  questions: {
    c2: {
      ask: 'audit의 두 바인딩은 모두 order.paid에 맞는다. m1, m2, m3이 발행되면 c2는 audit에서 메시지를 몇 개 받을까?',
      hints: [
        '맞는 바인딩이 가리키는 것은 사본일까, 큐일까?',
        '바인딩이 하나라도 맞으면 큐는 그 메시지의 사본을 하나 받는다.',
      ],
      why: '바인딩은 둘이 맞지만, audit은 세 메시지의 사본을 하나씩 받는다.',
      slips: {
        copyPerBinding:
          'audit의 바인딩은 둘이 맞지만, 익스체인지는 바인딩이 아니라 큐를 모은다. 큐마다 사본은 하나다.',
        unboundToo:
          'audit의 바인딩은 하나도 없어지지 않았다. 해제한 것은 billing의 바인딩이다. c2는 m3도 받는다.',
      },
    },
    m3: {
      ask: 'm3은 바인딩을 한 번 해제한 다음에 발행된다. 어느 큐가 받을까?',
      hints: [
        '세 번 바인딩한 뒤에 billing의 바인딩은 몇 개였을까?',
        '출발지(source), 목적지(destination), 키가 같으면 같은 바인딩이다. 다시 바인딩해도 달라지는 것은 없다.',
      ],
      why: '한 번 해제하자 billing에 하나뿐이던 바인딩이 없어졌다. audit에는 자기 바인딩이 있다.',
      slips: {
        counted:
          '브로커는 바인딩을 몇 번 만들었는지 세지 않는다. #.paid로 된 billing의 바인딩은 하나였고, 한 번 해제해서 없어졌다.',
        wrongQueue: '해제한 것은 billing의 바인딩이다. audit의 바인딩 둘은 그대로 있다.',
      },
    },
  },
};
