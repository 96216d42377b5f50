import type { BuildTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<BuildTexts> = {
  of: '3477d70771c7',
  title: '만들기: 이벤트, 그리고 모두에게 가는 경보',
  intro: [
    '어느 상점의 서비스들은 토픽 익스체인지(topic exchange) shop에 이벤트를 발행한다. stock은 주문에 관한 모든 것을, audit은 모든 이벤트를 원한다.',
    'phone, mail, wall은 도움을 요청하는 세 가지 수단이다. 셋 다 실패한 것, 취소된 것, 그리고 사람이 팬아웃 익스체인지(fanout exchange) alarms에 발행하는 것을 원한다. 사람이 발행한 것은 이벤트가 아니므로 audit은 원하지 않는다.',
  ],
  hints: [
    '세 큐(queue)가 같은 것을 원한다. 원하는 것마다 큐를 하나하나 바인딩(binding)하면 몇 개가 될까? 셋이 이미 함께 있을 만한 곳은 어디일까?',
    '익스체인지는 키로 골라서 다른 익스체인지에 바인딩할 수 있다. 넘어간 것은 그 익스체인지의 바인딩을 따르고, 팬아웃이라면 모두에게 간다.',
  ],
  done: '같은 것을 원하는 큐는 익스체인지 하나 뒤에 모으고, 무엇을 원하는지는 거기로 가는 길에 한 번만 적는다. 네 번째 수단도, 경보를 울릴 새로운 이유도 바인딩 하나면 된다.',
};
