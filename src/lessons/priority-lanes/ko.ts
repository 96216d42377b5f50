import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '3564fad2396d',
  scenario: {
    summary: '급한 일에는 전용 큐와 전용 작업자가 필요하다',
    guess: '모두 함께 쓰는 큐에서는 작업자가 급한 메시지를 골라낸다.',
    notice: [
      'm4: 견주어 볼 수 있게, 모두 함께 쓰는 큐에도 차선에도 발행된다. shared에서는 m2와 m3 뒤에서 기다린다. 컨슈머는 무엇을 받을지 고를 수 없기 때문이다.',
      'm4: urgent 차선에서는 곧바로 작업자에게 간다. bulk 차선에 무엇이 있든 상관이 없다.',
      'm2, m3: 어느 쪽에서든 기다린다. 차선은 제 차선에 혼자 있는 것만 빠르게 한다.',
    ],
    takeaway:
      '긴 보고서 하나가 같은 큐를 쓰는 비밀번호 메일을 모두 막는다. 일의 종류마다 큐와 작업자를 따로 두자. x-max-priority로는 다 대신할 수 없다. 기다리는 것을 정렬할 뿐, bulk에 매인 작업자를 멈추지는 못한다.',
  },
  title: '급한 일을 위한 전용 차선',
  intro: [
    '급한 일은 대량(bulk) 작업 뒤에서 기다리면 안 된다. 여기서는 두 배치를 견주어 보고, 메시지는 양쪽에 모두 간다. 하나는 모든 것을 담는 큐(queue) shared이고, 다른 하나는 라우팅 키(routing key)로 나뉘는 두 차선(lane), 곧 큐 bulk와 urgent다.',
    '세 큐에는 이름이 같은 작업자가 하나씩 있다. 프리페치(prefetch)는 1이고, 메시지 하나에 1분이 걸린다.',
    'm1, m2, m3은 bulk다. m4는 urgent이고 마지막에 발행된다. 작업자들이 처음 받은 메시지를 처리하는 동안 누가 들여다본다.',
  ],
  questions: {
    shared: {
      ask: '그때 shared에는 무엇이 어떤 순서로 대기 중(ready)일까?',
      choices: {
        behind: 'm2, m3, m4',
        front: 'm4, m2, m3',
        picked: 'm2, m3',
        interrupted: 'm1, m2, m3',
      },
      hints: [
        'urgent라는 키는 큐에게 어떤 뜻이 있을까?',
        '라우팅 키는 메시지가 어느 큐로 갈지 정한다. 큐 안에서는 키가 무엇이든 온 순서대로 기다린다.',
      ],
      why: 'm1은 작업자에게 있다. shared는 무엇이 급한지 모르므로 m4는 맨 끝에서 기다린다.',
      slips: {
        front:
          'm4가 shared에 들어가면 라우팅 키의 일은 끝난다. 큐가 정렬하려면 x-max-priority가 있어야 하고 메시지에 우선순위(priority)가 있어야 한다.',
        picked:
          '컨슈머(consumer)는 메시지를 골라낼 수 없다. 다음 것이 오고, 프리페치가 1이므로 m1을 확인(ack)하기 전에는 오지 않는다.',
        interrupted:
          '작업자가 처리하고 있는 m1을 빼앗는 것은 없다. m4는 확인을, 그리고 제 차례를 기다려야 한다.',
      },
    },
    bulk: {
      ask: '그러면 bulk에서 대기 중인 메시지는 몇 개일까?',
      hints: [
        '어느 메시지가 거기로 갔고, 그 가운데 어느 것이 작업자에게 있을까?',
        '작업자는 자기가 소비하는 큐에서만 받는다. 작업자가 쥐고 있는 것은 대기 중이 아니다.',
      ],
      why: 'm1은 작업자에게 있고 m2와 m3은 기다린다. 차선은 급한 일만 빠르게 하고, 다른 것은 그대로다.',
      slips: {
        one: 'urgent 차선의 작업자는 놀고 있어도 bulk에서 가져가지 않는다. urgent만 소비하기 때문이다.',
        three: 'm1은 대기 중이 아니다. 작업자가 가지고 있고, 아직 확인하지 않았다.',
      },
    },
  },
};
