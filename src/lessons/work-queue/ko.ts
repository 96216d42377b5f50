import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'a09f8ab39dc2',
  scenario: {
    summary: '느린 일을 나누는 작업자들, 하나가 죽어도 일은 사라지지 않는다',
    guess: '작업자마다 일을 하나 걸러 하나씩 받고, 죽은 작업자의 일은 함께 사라진다.',
    notice: [
      'm1: w1이 이 일을 하다가 죽는다. 아직 확인하지 않았으므로 일은 큐로 되돌아가고, redelivered로 표시되어 w2에게 간다.',
      'm2, m3, m4, m5: 프리페치가 1이면 앞의 일을 확인하기 전에는 누구도 다음 일을 받지 못한다. 그래서 w1이 m1에 매여 있는 동안 w2가 이것들을 한다.',
    ],
    takeaway:
      '일하기 전이 아니라 일을 마친 다음에 확인하자. 그러면 m1이 일부 그랬듯이 일이 두 번 실행될 수 있으니, 두 번 해도 탈이 없게 만들자. 브로커의 재시작까지 견디려면 durable 큐와 persistent 메시지도 필요하다.',
  },
  title: '일감 큐를 나누는 작업자들',
  intro: [
    '프리페치(prefetch)와 확인(ack)과 requeue를 함께 쓰면 이렇게 된다. 두 작업자가 일감이 든 큐(queue) 하나를 소비하고, 프리페치는 둘 다 1이다. 일을 마친 쪽이 그 일을 확인한다.',
    'w1은 m1을 받아서 죽을 때까지 거기에 매여 있다. w2는 일 하나에 20 ms가 걸린다.',
    'w2에게 할 일이 남지 않았을 때 w1이 죽는다. 연결(connection)이 끊긴다.',
  ],
  questions: {
    w2: {
      ask: 'w2는 무엇을 어떤 순서로 받을까?',
      choices: {
        turns: 'm2, m4, 그다음 redelivered로 표시된 m1, m3, m5',
        lost: 'm2, m3, m4, m5',
        asNew: 'm2, m3, m4, m5, 그다음 아무 표시 없는 m1',
        all: 'm2, m3, m4, m5, 그다음 redelivered로 표시된 m1',
      },
      hints: [
        'w1은 죽을 때 일을 몇 개 쥐고 있을까? 그때 나머지는 누구에게 있을까?',
        '프리페치가 1이면 앞의 일을 확인하기 전에는 다음 일이 오지 않는다. 확인되지 않은 것은 연결이 끊기면 되돌아간다.',
      ],
      why: 'w1은 m1 하나를 쥐고 있고 더 받지 못한다. 나머지는 w2가 하나씩 하고, w1이 죽은 뒤에는 m1도 한다.',
      slips: {
        turns:
          '프리페치가 1이므로 m1을 쥐고 있는 w1에게 두 번째 일은 가지 않는다. m3과 m5는 w1이 죽기를 기다리지 않고 차례대로 w2에게 간다.',
        lost: 'w1은 m1을 확인하지 않았다. 그래서 연결이 끊기면 m1은 큐로 되돌아가 w2에게 간다.',
        asNew:
          'm1은 w1에게 간 적이 있고, 일부는 처리되었을지도 모른다. 큐로 되돌아간 것은 redelivered로 표시된다.',
      },
    },
  },
};
