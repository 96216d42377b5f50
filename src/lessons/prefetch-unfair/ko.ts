import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '',
  scenario: {
    summary: '제한이 없으면 느린 작업자가 가장 많은 일을 받는다',
    guess: '빠른 작업자가 오면 대부분의 일을 그쪽이 한다.',
    notice: [
      'm1, m2: 기다리고 있었고, 느린 작업자가 먼저 왔다. 프리페치 제한이 없으면 기다리던 것을 한꺼번에 모두 받는다. 그래서 fast가 왔을 때 큐는 비어 있다.',
      'm3, m4, m5, m6: 이제 번갈아 받는다. 라운드 로빈은 속도가 아니라 전달한 횟수를 세므로 둘씩 받는다.',
      '결국 slow는 여섯 가운데 넷을 받았고, fast는 둘을 끝낸 다음 놀고 있었다.',
    ],
    takeaway:
      '길어진 큐에 작업자를 더해도 할 일이 없다. 밀린 일은 확인되지 않은 채 첫 작업자의 메모리에 있다. 작업자마다 소비를 시작하기 전에 프리페치를 정하자.',
  },
  title: '느린 작업자와 빠른 작업자',
  intro: [
    '컨슈머(consumer)는 메시지 처리를 끝내면 브로커에 확인(ack)을 보낸다. 컨슈머에게 보냈지만 아직 확인을 받지 못한 메시지는 unacknowledged, 큐(queue)에서 기다리는 메시지는 ready 상태다.',
    'm1과 m2가 work에서 기다리고 있을 때 slow가 온다. 메시지 하나에 200 ms가 걸린다. 그다음 10 ms면 되는 fast가 오고, m3부터 m6까지 발행된다.',
    '컨슈머 하나가 확인하지 않은 메시지를 몇 개까지 가질 수 있는지를 프리페치(prefetch)라고 한다. 둘 다 정하지 않았으므로 제한이 없다.',
  ],
  questions: {
    ready: {
      ask: 'slow가 와서 첫 메시지를 처리하고 있다. 지금 work에 ready인 메시지는 몇 개일까?',
      hints: [
        'slow가 두 번째 메시지를 따로 요청해야 할까?',
        '제한이 없으면 브로커는 ready인 메시지를 한꺼번에 모두 컨슈머에게 보낸다.',
      ],
      why: 'm1과 m2가 모두 slow에게 보내졌고, 아직 확인되지 않았다. ready인 것은 없다.',
      slips: {
        oneAtATime: 'slow가 처리하는 것은 m1이지만, m2도 함께 보내져서 slow의 메모리에서 기다리고 있다.',
        untilDone: '메시지는 확인될 때까지가 아니라 보내질 때까지만 ready다. 둘 다 slow에게 보내졌다.',
      },
    },
    fast: {
      ask: '이제 fast도 소비하고, m3, m4, m5, m6이 발행된다. fast는 무엇을 받을까?',
      hints: [
        '작업자가 얼마나 걸리는지 브로커가 알까?',
        '제한이 없으면 컨슈머들은 아무리 바빠도 메시지를 하나씩 번갈아 받는다. 이번에는 slow의 차례다.',
      ],
      why: 'm3과 m5는 slow에게, m4와 m6은 fast에게 간다. m1과 m2는 이미 slow가 가지고 있다.',
      choices: {
        turns: 'm4, m6',
        whatComes: 'm3, m4, m5, m6',
        backlog: 'm2, m3, m4, m5, m6',
        block: 'm3, m4',
      },
      slips: {
        whatComes:
          'slow가 바쁜 것은 상관없다. 제한이 없으면 언제든 하나 더 보낼 수 있으므로, 둘 중 하나는 slow에게 간다.',
        backlog:
          'm2는 slow에게 보내졌고, 아무도 거기서 도로 가져오지 못한다. 새로 오는 것도 둘 중 하나는 slow에게 간다.',
        block:
          '둘씩 받는 것은 맞지만 토막으로 나누지는 않고, 놀고 있다고 먼저 받는 것도 아니다. 브로커는 다음 메시지를 다음 컨슈머에게 준다.',
      },
    },
  },
};
