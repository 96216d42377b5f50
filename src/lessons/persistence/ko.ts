import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '8ee0bf217060',
  scenario: {
    summary: 'durable 큐 안의 영속 메시지만 재시작을 견딘다',
    guess: 'durable 큐는 재시작해도 메시지를 지키고, 영속 메시지는 어디에 있든 지켜진다.',
    notice: [
      "m3: 'orders'는 durable이라 재시작한 뒤에도 있지만, 이 메시지는 transient였다. 사라졌다.",
      "m4: 영속 메시지이지만 transient 큐인 'cache'에 있었다. 큐가 사라지면 메시지도 모두 함께 사라진다.",
      'm1, m2: durable 큐 안의 영속 메시지다. 둘 다 순서대로 남아 있다. m1은 worker에게 가서 확인되지 않았으므로 다시 대기 중이 되었고, redelivered 표시가 붙는다.',
    ],
    takeaway:
      '스위치 두 개가 모두 켜져 있어야 한다. durable 큐, 그리고 메시지마다 delivery mode 2. 퍼블리셔 컨펌(publisher confirm)도 기다리자. 이런 메시지의 컨펌은 디스크에 쓰인 뒤에 온다. 쿼럼 큐는 언제나 durable이고, 모드가 무엇이든 모든 메시지를 지킨다.',
    looks: {
      'before the restart': '재시작 전',
      'after it': '재시작 뒤',
    },
  },
  title: '영속(persistent): 재시작하면 남는 메시지',
  intro: [
    '메시지는 영속(persistent, delivery mode 2) 또는 임시(transient, 1)로 발행한다. 큐(queue)의 durable과는 별개의 스위치다.',
    'orders는 durable이고 cache는 transient인데, 두 큐 모두 두 종류의 메시지를 받는다. worker는 m1을 확인(ack)하지 않고 쥐고 있고, 그때 브로커가 재시작한다.',
  ],
  questions: {
    orders: {
      ask: '재시작한 뒤 orders에는 무엇이 어떤 순서로 남아 있을까?',
      choices: {
        all: 'm1, m2, m3',
        waiting: 'm2',
        atEnd: 'm2, m1',
        persistent: 'm1, m2',
      },
      hints: [
        'm1, m2, m3 가운데 영속으로 발행된 것은 무엇일까? 컨슈머(consumer)에게 가 있던 메시지는 어떻게 될까?',
        'durable은 큐를 지키고, persistent는 메시지를 지킨다. 확인되지 않은 것은 원래 자리로 돌아간다.',
      ],
      why: 'm1과 m2는 durable 큐 안의 영속 메시지다. m1은 확인되지 않았으므로 맨 앞으로 돌아왔고, m3은 transient였다.',
      slips: {
        all: 'm3은 없다. durable 큐가 지키는 것은 영속 메시지인데, m3은 transient로 발행되었다.',
        waiting: 'm1도 있다. worker에게 가 있었지만 확인되지 않았으므로 여전히 큐의 메시지다.',
        atEnd: 'm1은 m2 뒤에 줄을 서지 않는다. 원래 자리인 맨 앞으로 돌아간다.',
      },
    },
    m4: {
      ask: 'm4는 영속 메시지이지만 transient 큐인 cache에 있다. 어떻게 될까?',
      choices: {
        kept: 'm4는 지켜지고, 그 덕분에 cache도 남는다.',
        emptied: '재시작한 뒤 cache는 있지만 비어 있다.',
        gone: 'cache가 사라지고 m4도 함께 사라진다.',
      },
      hints: [
        '큐가 없어졌다면 메시지는 어디에 있을 수 있을까?',
        '스위치 두 개가 모두 켜져 있어야 한다. 큐가 사라지면 메시지도 모두 함께 사라진다.',
      ],
      why: 'transient 큐는 재시작을 견디지 못하고, 그 안에 있던 것은 영속이든 아니든 함께 사라진다.',
      slips: {
        kept: '메시지가 큐를 붙들지는 못한다. cache는 transient라서 사라지고, m4는 영속 메시지인데도 함께 사라진다.',
        emptied: 'transient인 것은 큐 자체다. 재시작하면 안에 든 것만이 아니라 cache가 통째로 사라진다.',
      },
    },
  },
};
