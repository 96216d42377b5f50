import type { BuildTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<BuildTexts> = {
  of: '43eb97a0ac9d',
  title: '만들기: 헤더로 나누는 문서',
  intro: [
    'printer는 한 쪽짜리 pdf를 모두 원한다. 쪽수를 숫자로 적는 프로그램도 있고 문자열로 적는 프로그램도 있다. legal은 signed라는 헤더(header)가 있는 것을 모두 원한다. archive는 헤더가 없는 것까지 모든 메시지를 원한다.',
    'pages=1은 숫자를, pages="1"은 문자열을 요구하고, signed=는 그런 헤더가 있기만 하면 된다는 뜻이다.',
  ],
  hints: [
    'x-match=all인 바인딩(binding)에 헤더를 하나도 적지 않으면, 맞아야 할 것이 남아 있을까?',
    '요구하는 것이 하나도 없으면 all은 늘 참이고 any는 늘 거짓이다. 1과 "1"은 서로 다른 값이고, 바인딩 하나는 헤더 하나에 값을 하나만 요구할 수 있다.',
  ],
  done: '같은 값이라도 보내는 타입마다 바인딩이 하나씩 들고, 하나를 빠뜨리면 메시지를 잃는다. all에 헤더를 적지 않은 바인딩은 팬아웃 익스체인지(fanout exchange)에서처럼 큐가 모든 것을 받게 한다.',
};
