import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '02b0853c39ee',
  scenario: {
    summary: '요구가 없으면 all은 전부 받고, any는 하나도 안 받는다',
    guess:
      'x-priority 헤더를 요구하는 바인딩은 그 헤더가 있는 메시지를 받고, 아무 헤더도 요구하지 않는 바인딩은 아무 메시지도 받지 않는다.',
    notice: [
      "m2, m4: 'urgent'는 적힌 헤더를 모두(all) 요구하지만, all은 x-priority를 건너뛴다. 요구할 것이 남지 않아서 모든 메시지를 받는다.",
      "m1, m3: 'vip'는 적힌 헤더 가운데 하나라도(any) 맞으면 되는데, any도 x-priority를 건너뛴다. 헤더가 남지 않으니 맞을 것도 없다. 그래서 아무 메시지도 받지 못한다.",
      "m3, m4: type=pdf는 큐 'bare'의 인자인데, 거기서는 아무것도 라우팅하지 않는다. 바인딩에는 인자가 없고, 그것은 요구하는 헤더가 없는 all이다. 그래서 모든 메시지를 받는다.",
      "m2, m4: 'pdfs'가 요구하는 것 가운데 type=pdf만 따지고, Type은 다른 헤더다. 'fast'는 같은 것을 all-with-x로 요구하므로 x-priority도 1이어야 한다.",
    ],
    takeaway:
      '라우팅에 쓰는 헤더는 이름이 x-로 시작하지 않게 하거나, all-with-x나 any-with-x를 쓰자. 요구할 것은 큐나 익스체인지나 컨슈머가 아니라 바인딩에 적는다. 바인딩마다 받지 말아야 할 메시지로도 시험하자. 모든 것을 받는 바인딩은 그러기 전까지는 멀쩡해 보인다.',
  },
  title: '헤더(headers): x-로 시작하는 이름',
  intro: [
    '어떤 헤더를 요구하는지는 헤더 익스체인지(headers exchange)에 대한 바인딩(binding)의 인자(arguments)에 적는다. x-로 시작하는 이름은 x-match처럼 RabbitMQ 자신을 위한 것이다. 그래서 all과 any는 바인딩에 적힌 그런 이름을 건너뛴다. all-with-x와 any-with-x가 건너뛰는 것은 x-match뿐이다.',
    'urgent와 vip는 x-priority=1 하나만 요구하는데, urgent는 all로, vip는 any로 요구한다. pdfs와 fast는 type="pdf"와 x-priority=1을 요구하는데, pdfs는 all로, fast는 all-with-x로 요구한다. bare는 큐 자체의 인자에 type="pdf"가 있고, 바인딩에는 인자가 없다. x-match가 없으면 all이다.',
  ],
  questions: {
    m2: {
      ask: 'm2에는 type="pdf"와 x-priority=9가 있다. 어느 큐(queue)가 받을까?',
      hints: [
        '각 바인딩에서 건너뛰는 것을 지워 보자. 요구하는 것이 무엇이 남을까?',
        'all에서는 바인딩이 요구하는 것이 모두 있어야 한다. 요구하는 것이 없으면 어떤 메시지든 된다.',
      ],
      why: 'x-priority를 빼면 pdfs가 요구하는 것은 type="pdf"뿐이고, urgent와 bare는 요구하는 것이 없다. all에서 그것은 모든 메시지를 뜻한다. fast는 x-priority를 보는데, 9는 1이 아니다.',
      slips: {
        allSeesX: 'all은 x-priority를 건너뛴다. 그래서 pdfs는 type="pdf"만 요구하고, m2에는 그것이 있다.',
        nothingAsked:
          'all은 urgent가 요구하는 단 하나의 헤더인 x-priority를 건너뛴다. 요구하는 것이 없는 all 바인딩은 모든 메시지를 받는다.',
        withX: 'all-with-x는 x-priority를 건너뛰지 않는다. fast는 1을 바라는데 m2에는 9가 있다.',
      },
    },
    m3: {
      ask: 'm3의 헤더는 x-priority=1 하나다. 어느 큐가 받을까?',
      hints: [
        'm3의 헤더를 보는 바인딩은 어느 것일까?',
        'any에서는 바인딩에 적힌 헤더가 하나는 맞아야 한다. 모두 건너뛰면 맞는 것이 있을 수 없다.',
      ],
      why: 'urgent는 x-priority가 있든 없든 모든 메시지를 받고, bare도 그렇다. vip는 아무것도 받지 못하고, pdfs와 fast는 type을 요구한다.',
      slips: {
        anySeesX:
          'any는 vip가 요구하는 단 하나의 헤더인 x-priority를 건너뛴다. 맞을 헤더가 남지 않으므로 vip는 아무 메시지도 받지 못한다.',
        allIsAll: 'fast는 두 헤더를 모두 요구하는데 m3에는 type이 없다.',
        queueArgument:
          '익스체인지는 큐가 아니라 바인딩의 인자를 본다. bare의 바인딩은 아무것도 요구하지 않으므로 모든 메시지를 받는다.',
      },
    },
    m4: {
      ask: 'm4의 헤더는 Type="pdf" 하나이고, T가 대문자다. 어느 큐가 받을까?',
      hints: [
        'Type이라는 헤더를 요구하는 바인딩이 있을까?',
        '헤더의 이름은 대문자와 소문자까지 글자 그대로 비교한다.',
      ],
      why: 'Type을 요구하는 바인딩은 없고, type은 다른 헤더다. 그래서 m4는 모든 것을 받는 두 큐에만 간다.',
      slips: {
        anyCase: 'pdfs는 type을 요구한다. 브로커에게 Type은 다른 이름이고, m4에는 type이 없다.',
        nothingAsked:
          'all은 x-priority를 건너뛰므로 urgent가 요구하는 것은 남지 않는다. 그래서 urgent는 m4까지 모든 메시지를 받는다.',
      },
    },
  },
};
