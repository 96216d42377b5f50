import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '0dfd22875187',
  scenario: {
    summary: '단어로 된 패턴: *는 한 단어, #은 몇 단어든, 하나도 없어도',
    guess: 'order.#도 order.*처럼 점 뒤에 단어가 하나 있어야 한다.',
    notice: [
      "m3: 'order.#'은 'order'도 받는다. #은 단어가 하나도 없는 경우도 뜻하기 때문이다. 'order.*'는 단어가 정확히 하나 더 있어야 한다.",
      'm6: 빈 키에는 단어가 없다. 그래서 패턴에 단어나 *가 하나라도 있으면 맞지 않는다.',
      "m7, m9: 단어는 통째로, 제자리에서 비교된다. '#.created'는 마지막 단어를 본다.",
    ],
    takeaway:
      '키는 자란다. order.created가 order.eu.created가 되면 *를 쓴 바인딩은 모두 소리 없이 맞지 않게 된다. 단어가 늘어날 수 있는 자리는 #으로 바인딩하자.',
  },
  title: '토픽(topic): 단어로 된 패턴',
  intro: [
    '토픽 익스체인지(topic exchange)는 메시지의 라우팅 키(routing key)를 각 큐의 바인딩 키(binding key)와 단어 단위로 비교한다. 단어는 점으로 나뉜다.',
    '바인딩 키에서 *는 한 단어, #은 몇 단어든 뜻한다. 라우팅 키에서는 둘 다 그냥 글자일 뿐이다.',
  ],
  questions: {
    m3: {
      ask: 'm3의 라우팅 키는 order, 한 단어다. 어느 큐가 받을까?',
      hints: [
        '각 패턴은 단어를 적어도 몇 개 요구할까?',
        '*는 정확히 한 단어, #은 몇 단어든 뜻한다. 하나도 없어도 된다.',
      ],
      why: 'q2만 받는다. #은 단어가 없어도 되지만 *는 안 되고, #.created는 끝에 created가 있어야 한다.',
      slips: {
        needsWord: "#은 단어가 없어도 된다. order.#은 'order'를 받는다. 단어가 꼭 필요한 것은 *뿐이다.",
        starIsEmpty: "*는 정확히 한 단어이고, 없을 수는 없다. order.*는 'order' 뒤에 무언가를 요구한다.",
      },
    },
    m6: {
      ask: 'm6의 라우팅 키는 비어 있다. 어느 큐가 받을까?',
      hints: [
        '단어가 하나도 없어도 되는 패턴이 있을까?',
        '빈 키에는 단어가 없다. 단어를 하나라도 적은 패턴은 맞지 않고, # 하나뿐인 패턴만 받는다.',
      ],
      why: '아무도 받지 못한다. 패턴마다 order나 created라는 단어가 적혀 있는데, 빈 키에는 단어가 없다.',
      slips: {
        hashTakesAll: '#은 몇 단어든 받지만, order.#과 #.created에는 꼭 있어야 할 단어가 하나씩 적혀 있다.',
      },
    },
    m10: {
      ask: 'm10의 라우팅 키는 two.words.created다. 어느 큐가 받을까?',
      hints: [
        '패턴을 오른쪽에서부터도 읽어 보자.',
        '#은 남은 단어를 모두 받는다. 패턴의 끝에서도, 처음에서도 그렇다.',
      ],
      why: '#.created는 앞에 무엇이 있든 마지막 단어가 created이면 받는다.',
      slips: {
        hashIsOne: "#은 한 단어로 한정되지 않는다. #.created에서는 'two.words'를 받는다.",
      },
    },
  },
};
