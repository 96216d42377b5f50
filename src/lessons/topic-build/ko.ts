import type { BuildTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<BuildTexts> = {
  of: '0f883feb53fa',
  title: '만들기: 익스체인지 하나, 읽는 쪽 셋',
  intro: [
    'billing은 주문에 관한 모든 것을, europe은 eu가 들어간 모든 것을, audit은 그냥 전부를 원한다.',
    '큐는 이미 있고, 아직 아무것도 바인딩되어 있지 않다.',
  ],
  hints: [
    'm6을 보자. order도 order.eu.placed도 받는 패턴에는 무엇이 필요할까?',
    '끝에 있는 #은 뒤따르는 것을 모두 받고, 아무것도 없어도 된다. *는 정확히 한 단어의 자리를 지킨다.',
  ],
  done: '키의 단어마다 자리가 정해져 있으면 읽는 쪽 하나에 바인딩 하나면 된다. 읽는 쪽이 고르는 기준을 패턴이 닿는 자리에 두자.',
};
