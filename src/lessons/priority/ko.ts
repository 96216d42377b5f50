import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'bb2e2665c371',
  scenario: {
    summary: '순서가 바뀌는 것은 기다리는 메시지뿐이고, x-max-priority가 있어야 한다',
    guess: '우선순위가 높은 메시지는 어느 큐에서든 다른 것을 앞지른다.',
    notice: [
      'm1: worker가 놀고 있었으므로 우선순위가 없는데도 바로 나갔다. 나중에 오는 것은 더는 앞지를 수 없다.',
      'm2, m3: m3의 우선순위는 1이다. m2는 없어서 0으로 치므로 맨 끝이다.',
      'm4, m5: 이 큐는 우선순위를 5까지 안다. m5의 9는 5로 치므로, 5이면서 먼저 온 m4 뒤에 선다.',
      'plain에는 x-max-priority가 없다. 거기서는 발행한 순서 그대로다.',
    ],
    takeaway:
      '한꺼번에 많이 가져가는 컨슈머는 우선순위를 소용없게 만든다. 큐에서 기다리는 것이 없기 때문이다. 프리페치를 작게 두자. 이 인자는 큐를 선언할 때 있어야 하고, 정책으로는 더할 수 없다. RabbitMQ 4.3의 쿼럼 큐는 이 인자를 무시한다. 우선순위 0부터 31까지를 알고, 우선순위가 없는 메시지는 4로 친다.',
  },
  title: '우선순위가 있는 메시지',
  intro: [
    '메시지는 우선순위(priority)라는 숫자를 붙여 발행할 수 있고, 클수록 먼저 전달된다. 큐(queue)의 x-max-priority는 그 큐가 아는 가장 높은 우선순위다.',
    '팬아웃 익스체인지(fanout exchange)가 메시지 다섯 개를 두 큐로 보낸다. jobs는 우선순위를 5까지 알고, plain에는 x-max-priority가 없다.',
    '큐마다 프리페치(prefetch) 1인 컨슈머(consumer)가 하나씩 m1을 쥐고 있다가, 다섯 개가 모두 발행되면 m1을 확인(ack)한다.',
  ],
  questions: {
    jobs: {
      ask: 'worker는 jobs에서 어떤 순서로 받을까?',
      choices: {
        uncapped: 'm1, m5, m4, m3, m2',
        overtaken: 'm4, m5, m3, m1, m2',
        capped: 'm1, m4, m5, m3, m2',
        lowest: 'm1, m2, m3, m4, m5',
      },
      hints: [
        '큐에서 함께 기다리는 메시지는 무엇일까? 5까지 아는 큐에게 9는 무엇일까?',
        '기다리는 것만 순서가 바뀐다. 우선순위가 없으면 0이고, 최고보다 높으면 최고로 친다. 같으면 온 순서다.',
      ],
      why: 'm1은 다른 것이 오기 전에 전달되었다. 기다리는 것 가운데 m4와 m5는 둘 다 5로 치므로 온 순서대로이고, 그다음이 1인 m3, 없는 m2다.',
      slips: {
        uncapped: 'm5의 9는 jobs가 아는 최고인 5로 친다. 그러면 m4와 같고, m4가 먼저 왔다.',
        overtaken: 'm1은 다른 것이 발행되기 전에 worker에게 갔다. 이미 전달된 것은 앞지를 수 없다.',
        lowest:
          'jobs에는 x-max-priority가 있으므로 순서가 바뀌고, 숫자가 큰 쪽이 먼저다. 이것은 발행한 순서 그대로다.',
      },
    },
    plain: {
      ask: '그럼 other는 plain에서 어떤 순서로 받을까?',
      choices: {
        published: 'm1, m2, m3, m4, m5',
        sorted: 'm1, m5, m4, m3, m2',
      },
      hints: [
        'jobs에는 있고 plain에는 없는 것이 무엇일까?',
        'x-max-priority가 없는 큐는 메시지의 우선순위를 보지 않는다.',
      ],
      why: 'plain에는 x-max-priority가 없어서 우선순위를 보지 않는다. 먼저 들어온 것이 먼저 나간다.',
      slips: {
        sorted:
          '메시지의 우선순위는 희망 사항일 뿐이다. plain은 x-max-priority 없이 선언되어서 그것을 보지 않는다.',
      },
    },
  },
};
