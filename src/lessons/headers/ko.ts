import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'feb07f258e78',
  scenario: {
    summary: '바인딩은 타입이 있는 헤더를 요구한다. 전부, 또는 하나라도',
    guess: 'x-vip=1을 요구하는 바인딩은 x-vip=1이 있는 메시지를 받는다.',
    notice: [
      'm2: 숫자는 값으로 비교한다. 그래서 정수 1을 요구하는 바인딩은 실수 1.0도 받는다.',
      'm3: pages="1"은 문자열이다. 문자열은 결코 숫자와 같지 않고, 불리언 true도 숫자와 같지 않다.',
      "m4: 값이 없는 'urgent'는 그 헤더가 있기만 하면 된다는 뜻이다. 값이 무엇이든 상관없다.",
      "m5: 'vip'는 아무것도 받지 못한다. all과 any는 x-로 시작하는 헤더를 건너뛰고, 요구하는 것이 하나도 없는 any는 거짓이다.",
    ],
    takeaway:
      '다른 언어의 클라이언트는 1을 문자열로도 숫자로도 보낸다. 타입을 미리 정해 두고, 라우팅에 쓰는 헤더의 이름은 절대로 x-로 시작하지 말자.',
  },
  title: '헤더(headers): 키 없는 라우팅',
  intro: [
    '헤더 익스체인지(headers exchange)는 라우팅 키(routing key)를 보지 않는다. 메시지의 헤더, 곧 이름과 값을 본다. 값에는 타입이 있다. 1은 숫자, "1"은 문자열, true는 불리언이다.',
    '어떤 헤더를 요구하는지는 바인딩(binding)의 인자(arguments)에 적는다. 모두 맞아야 하는지(all), 하나라도 맞으면 되는지(any)는 x-match에 적는다. 그 밖에 all-with-x와 any-with-x가 있다.',
  ],
  questions: {
    m3: {
      ask: 'm3의 헤더는 type="pdf"와 pages="1"이다. 어느 큐가 받을까?',
      hints: [
        'm3에 있는 pages의 값과 pdfs의 바인딩에 있는 값을 자세히 보자.',
        '똑같아 보여도 숫자와 문자열은 결코 같지 않다. all에서는 헤더 하나만 달라도 받지 않는다.',
      ],
      why: '이 헤더들을 요구하는 것은 pdfs뿐인데, 문자열 "1"이 아니라 숫자 1을 요구한다.',
      slips: {
        sameText:
          'pages="1"은 문자열이고, pdfs의 바인딩은 숫자 1을 요구한다. 둘은 같지 않고, all은 두 헤더가 모두 맞아야 한다.',
      },
    },
    m4: {
      ask: 'm4의 헤더는 urgent=false 하나다. 어느 큐가 받을까?',
      hints: [
        'ops의 바인딩에서 urgent의 값은 무엇이어야 한다고 되어 있을까?',
        '값을 적지 않은 헤더는 있기만 하면 된다. any에서는 하나만 맞아도 된다.',
      ],
      why: 'ops의 바인딩은 헤더가 하나라도 맞으면 되고, urgent가 있다. 그 값은 상관없다.',
      slips: {
        needsAll:
          'ops는 두 헤더 가운데 하나라도 맞으면 되므로 level은 없어도 된다. urgent의 값은 무엇이든 되므로 false도 true와 다를 것이 없다.',
      },
    },
    m5: {
      ask: 'm5의 헤더는 x-vip=1 하나다. 어느 큐가 받을까?',
      hints: [
        'vip와 vip-x는 같은 헤더를 요구한다. 왜 방법이 두 가지일까?',
        'all과 any는 x-로 시작하는 헤더를 모두 건너뛴다. all-with-x와 any-with-x는 건너뛰지 않는다.',
      ],
      why: 'any-with-x는 x-vip를 보고, any는 보지 않는다.',
      slips: {
        anySeesX:
          'any는 x-로 시작하는 헤더를 건너뛴다. 그러면 vip의 바인딩이 찾을 것이 남지 않고, 요구하는 것이 하나도 없는 any는 결코 참이 되지 않는다.',
        neverSeesX: 'any-with-x는 x-로 시작하는 헤더도 본다. x-vip=1은 바로 vip-x가 요구하는 것이다.',
      },
    },
  },
};
