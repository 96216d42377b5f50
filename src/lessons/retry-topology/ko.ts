import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'b67ecaed4ea5',
  scenario: {
    summary: '큐 두 개로, 발행하는 코드 없이 재시도하기',
    guess: '나중에 다시 시도하려면 컨슈머가 메시지를 다시 발행해야 한다.',
    notice: [
      'm1: worker는 거부만 한다. m1은 데드 레터가 되어 wait로 가고, TTL이 지나면 다시 데드 레터가 되어 work로 돌아온다. 세 번째 시도에 성공한다.',
      'm1: 처음부터 끝까지 같은 메시지라서 x-death가 횟수를 센다. work rejected ×2, wait expired ×2. 브로커는 세기만 할 뿐 스스로 멈추지는 않는다.',
      'm2: m1을 기다리지 않는다. m1은 기다리는 동안 work에 없다.',
    ],
    takeaway:
      'x-death에서 rejected의 count를 읽고, 너무 크면 메시지를 parking 같은 큐에 발행한 다음 확인하자. 여기서는 거부된 것이 모두 같은 길로 가므로, 결코 성공하지 못할 메시지도 돌고 돈다.',
  },
  title: '발행 없이 재시도하기',
  intro: [
    '컨슈머(consumer)가 아무것도 발행하지 않고 나중에 다시 시도하는 방법도 있다. requeue=false로 거부(reject)하면 나머지는 데드 레터(dead letter)가 한다.',
    'work에서 죽은 것은 아무도 소비하지 않는 wait로 간다. 거기서 100 ms 뒤에 만료되고, wait에서 죽은 것은 work로 간다.',
    'worker는 m1을 처음 두 번은 거부하고 세 번째에 확인(ack)한다. m2는 바로 확인한다.',
  ],
  questions: {
    worker: {
      ask: 'worker는 메시지를 어떤 순서로 받을까?',
      choices: {
        inPlace: 'm1을 세 번, 그다음 m2',
        cut: 'm1, m2, m1',
        marked: 'm1, m2, 그다음 redelivered로 표시된 m1을 두 번 더',
        round: 'm1, m2, 그다음 아무 표시 없는 m1을 두 번 더',
      },
      hints: [
        'm2가 전달될 때 m1은 어디에 있을까? 그리고 work로는 어떻게 돌아올까?',
        '거부가 있는 순환은 계속된다. 그리고 데드 레터는 브로커가 발행하는 것이라서, 큐(queue)가 전에 내준 적이 없는 메시지다.',
      ],
      why: 'm1은 거부되어 wait에서 기다리므로 m2의 차례가 된다. 두 번 돌아오는데, 데드 레터로서 work에 발행되므로 표시가 없다.',
      slips: {
        inPlace: '거부된 메시지는 큐를 떠난 것이다. m1은 100 ms 동안 wait에 있고, 그사이에 m2가 전달된다.',
        cut: 'RabbitMQ는 안에 거부가 없는 데드 레터의 순환만 끊는다. worker가 거부하므로 m1은 두 번째에도 돌아온다.',
        marked:
          'redelivered는 requeue된 메시지에 붙는다. 데드 레터는 wait에 올 때도 work에 올 때도 브로커가 발행하는 것이라 표시가 없다.',
      },
    },
    deaths: {
      ask: '세 번째로 전달될 때 m1은 work에서 두 번, wait에서 두 번, 모두 네 번 죽었다. x-death 헤더(header)에는 무엇이 적혀 있을까?',
      choices: {
        newest: '가장 최근의 죽음인 wait의 expired 하나.',
        rejects: 'work의 rejected 하나, count는 2.',
        counts: 'wait의 expired와 work의 rejected, 두 항목. count는 각각 2.',
        four: '죽음마다 하나씩, 네 항목.',
      },
      hints: [
        'worker가 m1을 새로 발행했을까, 아니면 같은 헤더가 끝까지 따라갔을까?',
        'x-death에는 큐와 이유마다 항목이 하나씩 있다. 같은 죽음이 되풀이되면 그 count가 올라간다.',
      ],
      why: '브로커는 도는 내내 헤더를 지킨다. 같은 큐에서 같은 이유로 다시 죽으면 그 항목의 count만 올라간다.',
      slips: {
        newest:
          '컨슈머가 옛 헤더 없이 메시지를 새로 발행하는 경우가 그렇다(과정 retry). 여기서는 브로커가 옮기고, 헤더도 지킨다.',
        rejects: '만료도 죽음이다. work의 항목 옆에 wait의 항목도 있다.',
        four: '항목은 죽음마다가 아니라 큐와 이유마다 하나다. 두 번째부터는 그 항목의 count가 2가 된다.',
      },
    },
  },
};
