import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '0bc59b8d9de2',
  scenario: {
    summary: '큐를 혼자 쓰지만, 이어받을 컨슈머도 없다',
    guess: 'c2는 줄을 서서 기다리다가, 독점 컨슈머 c1이 죽으면 이어받는다.',
    notice: [
      'c2는 403 ACCESS_REFUSED로 거부되고 채널이 닫힌다. 기다리는 줄 같은 것은 없다. 브로커는 c2가 요청했다는 것조차 잊는다.',
      'm2: c1은 확인하기 전에 죽는다. 그래서 m2는 큐로 돌아간다.',
      'm2, m3: 큐는 다시 누구나 쓸 수 있지만 소비하는 쪽이 없다. 누군가 새로 요청할 때까지 둘 다 거기 놓여 있다.',
      "m4: auditor는 reader가 이미 소비하는 'log'를 독점하려 한다. 역시 거부되고(403), reader는 계속한다.",
    ],
    takeaway:
      '한 번만 시도한 예비는 예비가 아니다. 거듭 시도해야 한다. 장애 때 이어받게 하려면 x-single-active-consumer를 쓰자.',
    looks: {
      'c1 has crashed': 'c1의 연결이 끊긴 뒤',
    },
  },
  title: '큐를 혼자 쓰려는 컨슈머',
  intro: [
    '컨슈머(consumer)는 독점(exclusive)을 요청할 수 있다. 그러면 그 컨슈머가 있는 동안 큐(queue)에는 다른 컨슈머가 있을 수 없다.',
    'c1이 독점을 요청해서 얻는다. c2는 c1의 예비가 되려고 같은 큐를 소비하겠다고 요청한다.',
    'c1은 m1을 확인(ack)하고, m2를 처리하던 중에 죽는다.',
    '다른 큐 log에서는 거꾸로다. reader가 소비하고 있는데 auditor가 나중에 와서 독점을 요청한다.',
  ],
  questions: {
    c2: {
      ask: 'c2는 어떻게 될까?',
      choices: {
        standby: '기다리다가 c1이 죽으면 이어받는다.',
        ousts: 'c1의 자리를 차지하고, c1이 취소된다.',
        refused: '403 ACCESS_REFUSED로 거부된다.',
      },
      hints: [
        '브로커는 큐를 기다리는 쪽의 명단을 갖고 있을까?',
        '독점 컨슈머가 있는 동안 다른 소비 요청은 모두 오류가 되고, 그걸로 잊힌다.',
      ],
      why: 'work는 독점으로 쓰이는 중이다. 그래서 c2는 그 자리에서 403 ACCESS_REFUSED로 거부된다.',
      slips: {
        standby:
          '기다리는 줄 같은 것은 없다. exclusive이므로 c2는 그 자리에서 403으로 거부되고, 나중에 c1이 사라져도 되살아나지 않는다.',
        ousts: '독점 컨슈머는 있는 동안 자리를 지킨다. 거부되는 것은 나중에 온 c2다.',
      },
    },
    ready: {
      ask: 'c1이 죽고 나서 m3이 발행된다. work에 대기 중(ready)인 메시지는 몇 개일까?',
      hints: [
        '셋 가운데 확인된 것은 무엇이고, 나머지를 받을 쪽은 있을까?',
        '확인되지 않은 것은 큐로 돌아가고, 누군가 소비를 요청할 때까지 거기 남는다.',
      ],
      why: 'm1은 확인되었다. m2는 c1이 죽으면서 돌아왔고 m3은 그 뒤에 왔는데, 컨슈머가 없다.',
      slips: {
        none: 'm2와 m3을 받을 쪽이 없다. c2는 요청했을 때 거부되었고, 다시 요청하지 않았다.',
        one: '둘이다. m3, 그리고 c1이 확인하지 않은 채 죽어서 돌아온 m2다.',
        all: 'm1은 들지 않는다. c1이 쥐고 있던 것은 m2뿐이고, m1은 확인했다.',
      },
    },
    auditor: {
      ask: 'reader는 독점을 요청하지 않고 log를 소비하고 있다. 독점을 요청하는 auditor는 어떻게 될까?',
      choices: {
        ousts: 'log를 혼자 쓰게 되고, reader는 취소된다.',
        joins: 'reader와 함께 소비하고, 나중에 오는 쪽만 막는다.',
        refused: '403 ACCESS_REFUSED로 거부되고, reader는 계속한다.',
      },
      hints: [
        '브로커가 reader를 그대로 두고서 auditor의 요청을 들어줄 수 있을까?',
        '어떤 컨슈머든 이미 있으면 독점 요청은 거부된다. 그 요청 때문에 쫓겨나는 컨슈머는 없다.',
      ],
      why: 'log에는 이미 컨슈머가 있으므로 auditor는 하나뿐인 컨슈머가 될 수 없다. 403 ACCESS_REFUSED다. reader는 계속하고 m4를 받는다.',
      slips: {
        ousts: '독점을 요청한다고 누가 쫓겨나지는 않는다. 먼저 온 reader는 남고, 거부되는 것은 auditor다.',
        joins:
          'auditor가 요청한 것은 하나뿐인 컨슈머가 되는 것이다. reader가 있으면 그럴 수 없으므로 브로커는 거부한다.',
      },
    },
  },
};
