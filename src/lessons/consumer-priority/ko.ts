import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '8291c951d04e',
  scenario: {
    summary: '우선순위가 낮은 쪽은 높은 쪽이 못 받는 것을 받는다',
    guess: 'main과 spare가 처음부터 번갈아 받고, main의 몫이 더 크다.',
    notice: [
      'm1, m2: 둘 다 main에게 간다. 우선순위가 다르면 번갈아 받지 않는다. main이 받을 수 있는 동안 spare는 아무것도 받지 못한다.',
      'm3: main에게는 확인하지 않은 메시지가 두 개 있고, 그것이 프리페치의 한도다. main이 막혀 있는 동안에만 spare의 차례가 온다.',
      'm4: main이 m1을 확인했으므로 한 자리가 비었고, 다시 main이 먼저다.',
    ],
    takeaway:
      '우선순위가 높고 프리페치가 없는 컨슈머는 막히는 일이 없어서 나머지가 모두 굶는다. 한도를 두자. 그러면 우선순위가 낮은 컨슈머는 높은 쪽이 따라가지 못할 때를 위한 예비가 된다.',
  },
  title: '우선순위가 있는 컨슈머',
  intro: [
    '컨슈머(consumer)는 시작할 때 x-priority 인자로 우선순위를 받을 수 있다. 주지 않으면 0이다.',
    'main은 우선순위 10에 프리페치(prefetch) 2로, 받은 것을 쥐고 있다. spare는 우선순위 0에 프리페치가 없고, 받는 즉시 확인(ack)한다.',
    'm4를 발행하기 전에 main은 m1을 확인한다.',
  ],
  questions: {
    spare: {
      ask: '네 메시지 가운데 spare는 몇 개를 받을까?',
      hints: [
        'main이 메시지를 더 받을 수 없는 때는 언제일까?',
        '우선순위가 높은 컨슈머가 받을 수 있는 동안 낮은 쪽은 받지 못한다. 프리페치를 다 쓴 컨슈머는 받을 수 없다.',
      ],
      why: 'm3뿐이다. main은 m1과 m2를 받고 프리페치에 막혔다가, m4 때는 다시 자리가 있다.',
      slips: {
        none: 'm3은 main을 기다리지 않는다. main이 프리페치에 막혀 있는 동안에는 spare가 받는다.',
        two: '우선순위가 다르면 번갈아 받지 않는다. main이 m1과 m2를 받고, m1을 확인해서 자리가 생겼으므로 m4도 받는다.',
      },
    },
    main: {
      ask: 'main은 무엇을 어떤 순서로 받을까?',
      choices: {
        turns: 'm1, m3',
        stays: 'm1, m2',
        first: 'm1, m2, m4',
        all: 'm1, m2, m3, m4',
      },
      hints: [
        '메시지를 하나씩 따라가 보자. 그 순간 main에게 보낼 수 있을까?',
        'main이 받을 수 있으면 main이 받고 spare는 받지 못한다. ack 하나마다 한 자리가 생긴다.',
      ],
      why: 'm1과 m2는 main에게 간다. m3 때는 main이 막혀 있고, m4 때는 한 자리가 비어 있어 다시 main이 먼저다.',
      slips: {
        turns:
          '우선순위가 다르면 번갈아 받지 않는다. 프리페치 2에는 m2의 자리도 있으므로 m2도 main에게 간다.',
        stays: 'main이 아주 빠진 것은 아니다. m1을 확인해서 한 자리가 생겼고, m4는 다시 main이 먼저 받는다.',
        all: 'm3은 main을 기다리지 않는다. 두 개를 쥔 main은 프리페치에 막혀 있고, m3은 spare가 받는다.',
      },
    },
  },
};
