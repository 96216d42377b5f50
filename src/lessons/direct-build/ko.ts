import type { BuildTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<BuildTexts> = {
  of: '1964e5508f5e',
  title: '만들기: 익스체인지 둘, 큐 셋',
  intro: [
    'disk는 logs에 오는 에러를 모두 보관한다. 보내는 프로그램이 어떻게 적든 마찬가지다. screen은 info와 error를 보여 준다. pager는 alarm에 오는 것을 모두 받는다.',
    'm4의 키는 어느 큐(queue)의 이름이다. 이 메시지는 아무 큐도 받지 않아야 한다. 아직 아무것도 바인딩되어 있지 않다.',
  ],
  hints: [
    'm1과 m3은 한 글자만 다르다. 두 익스체인지 가운데 어느 쪽이 그 차이를 볼까? 그리고 m5와 m6에는 바인딩이 하나씩 필요할까?',
    'logs는 다이렉트 익스체인지(direct exchange)라서 큐가 원하는 키마다, 적힌 글자 그대로 바인딩이 하나씩 있어야 한다. alarm은 팬아웃 익스체인지(fanout exchange)라서 키가 무엇이든 바인딩 하나면 된다.',
  ],
  done: '다이렉트 익스체인지에서는 큐마다, 또 키를 적는 방식마다 바인딩이 하나씩 필요하다. 너무 많아지면 키를 적는 방식을 정해 두거나, 토픽 익스체인지(topic exchange)처럼 패턴으로 고르게 하자.',
};
