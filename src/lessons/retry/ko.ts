import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'b9879892c541',
  scenario: {
    summary: '나중에 다시, 더 나중에 또다시, 그래도 안 되면 따로 세워 둔다',
    guess: '실패한 메시지는 제자리에서, 뒤에 있는 메시지보다 먼저 다시 시도된다.',
    notice: [
      'm2: 한 번 실패한다. worker는 retry-1에 발행한 다음 확인한다. 거기서 TTL이 지나면 데드 레터가 되어 work로 돌아온다. m3 뒤에서 성공한다. 순서가 그 대가다.',
      'm4: 매번 실패한다(new-worker에 버그가 있다). retry-1에서 기다리고, 그다음 retry-2에서 두 배 오래 기다린다. 세 번째 실패로 parking에 놓이고, 거기에는 TTL도 컨슈머도 없어 그대로 있다.',
      'm4: 마지막 x-death 헤더에는 retry-2만 적혀 있다. new-worker가 옛 헤더 없이 새로 발행했으므로, 실패 횟수는 다른 곳에 세어 두어야 한다.',
    ],
    takeaway:
      '지연마다 큐를 따로 두고 TTL은 큐에 정하자. 먼저 발행하고, 컨펌을 받은 다음 확인하자. 그 사이에 죽으면 중복이 생기지만, 거꾸로 하면 메시지를 잃는다. parking 큐를 들여다보자. 아무도 대신 보지 않는다.',
  },
  title: '나중에 다시, 더 나중에 또다시',
  intro: [
    '메시지 처리에 실패한 컨슈머(consumer)는 그것을 잠시 미뤄 둘 수 있다. 아무도 소비하지 않는 큐(queue)에 발행한 다음 원래 것을 확인(ack)하는 것이다. 메시지는 거기서 TTL이 지날 때까지 기다렸다가 데드 레터(dead letter)가 되어 work로 돌아온다.',
    '첫 번째 실패는 메시지를 retry-1에, 두 번째는 retry-2에, 세 번째는 parking에 넣는다.',
    'worker는 m2의 첫 전달을 처리하지 못한다. 그 뒤에 오는 new-worker에는 버그가 있어 m4를 매번 처리하지 못한다.',
  ],
  questions: {
    worker: {
      ask: 'worker는 메시지를 어떤 순서로 받을까?',
      choices: {
        inPlace: 'm1, m2, 다시 m2, m3',
        marked: 'm1, m2, m3, 그다음 redelivered로 표시된 m2',
        behind: 'm1, m2, m3, 그다음 아무 표시 없는 m2',
        never: 'm1, m2, m3. m2는 다시 오지 않는다',
      },
      hints: [
        'm3이 전달될 때 m2는 어디에 있을까? 누가 거기에 넣었을까?',
        'retry-1에서 기다리는 메시지는 work의 누구도 막지 않는다. redelivered는 큐가 두 번째로 내주는 메시지에 붙고, 새로 발행된 메시지에는 붙지 않는다.',
      ],
      why: 'm3이 전달되는 동안 m2는 retry-1에서 기다린다. 그러고는 새 메시지로서 m3 뒤에 work로 돌아온다.',
      slips: {
        inPlace:
          'm2는 이제 work에 없다. worker가 확인했기 때문이다. retry-1에서 기다리는 동안 m3의 차례가 온다.',
        marked:
          'redelivered는 확인되지 않고 제 큐로 되돌아간 메시지에 붙는다. worker는 m2를 확인했고, 돌아오는 것은 worker가 발행한 다른 메시지다.',
        never: 'retry-1에는 TTL이 있고 데드 레터는 work로 간다. 100 ms가 지나면 m2는 다시 work에 있다.',
      },
    },
    newWorker: {
      ask: 'new-worker는 m4를 매번 처리하지 못한다. 메시지를 모두 몇 번 받을까?',
      hints: [
        '나머지 세 큐 가운데 work로 돌아오는 길이 있는 것은 어느 것일까?',
        'retry-1과 retry-2는 만료된 것을 work로 보낸다. parking에는 TTL이 없고 소비하는 쪽도 없다.',
      ],
      why: '발행되어 한 번, retry-1을 거쳐 한 번, retry-2를 거쳐 한 번이다. 세 번째 실패로 m4는 parking에 놓이고 거기에 남는다.',
      slips: {
        two: '지연이 두 번이므로 재시도도 두 번이다. 그 앞에 첫 전달이 있다.',
        four: 'parking은 세 번째 지연이 아니다. TTL도 데드 레터도 없으므로 m4는 거기서 돌아오지 않는다.',
      },
    },
  },
};
