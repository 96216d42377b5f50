import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '890aeddf572b',
  scenario: {
    summary: '메시지는 큐의 맨 앞에서만 만료된다',
    guess: '메시지는 어디서 기다리든 자기 expiration이 지나면 떠난다.',
    notice: [
      'm1: expiration이 짧고 delays의 맨 앞에 있다. 제때 만료되어 work로 간다.',
      'm3: m1만큼 짧지만 한참 남은 m2 뒤에 있다. 시간이 지났는데도 거기서 기다린다. delays에는 아직 메시지가 두 개 있다.',
      'm2: nudge가 맨 앞에서 가져간다. 그 순간 m3이 맨 앞이 되어 그제야 만료된다.',
    ],
    takeaway:
      '지연 시간이 저마다 다른 재시도를 한 큐에 넣으면 모두 가장 긴 것을 기다린다. 지연 시간마다 큐를 따로 두고 x-message-ttl을 쓰자. 그러면 먼저 온 것이 먼저 만료된다.',
    looks: {
      'm3 is overdue': 'm3의 만료 시간이 지난 뒤',
    },
  },
  title: '만료 시간이 지났지만 맨 앞이 아니면',
  intro: [
    '메시지를 지연시킬 때 흔히 쓰는 방법이 있다. 소비하는 쪽이 없는 큐(queue) delays 하나에, 메시지마다 필요한 expiration을 주어 발행한다. 만료된 것은 데드 레터 익스체인지(dead letter exchange)를 거쳐 work로 간다.',
    '세 개를 발행한다. m1은 100 ms, m2는 1분, m3은 100 ms다. 400 ms 뒤에 누가 들여다보고, 그다음 컨슈머(consumer) nudge가 delays에 온다.',
  ],
  questions: {
    overdue: {
      ask: '400 ms 뒤 delays에는 메시지가 몇 개 있을까?',
      hints: [
        '브로커는 만료를 확인할 때 셋 가운데 어느 것을 볼까?',
        '메시지는 큐의 맨 앞에서 만료된다. 거기에 이르기 전에는 만료되지 않는다.',
      ],
      why: 'm1은 맨 앞에 있어서 제때 떠났다. 이제 한참 남은 m2가 맨 앞이고, 시간이 지난 m3은 그 뒤에서 기다린다.',
      slips: {
        none: 'm2의 1분 가운데 지난 것은 400 ms다. m2가 있고, 그 뒤에 m3도 있다.',
        one: 'm3도 있다. 시간은 지났지만 m2 뒤에 있고, 만료되는 것은 큐의 맨 앞뿐이다.',
        three: 'm1은 떠났다. 맨 앞에 있었고, 만료되는 데 컨슈머가 필요하지는 않다.',
      },
    },
    nudge: {
      ask: '그다음 nudge가 온다. 무엇을 받을까?',
      choices: {
        both: 'm2, m3',
        overdueOnly: 'm3',
        m2: 'm2',
        overdueFirst: 'm3, m2',
      },
      hints: [
        'm2가 나가고 나면 무엇이 맨 앞일까?',
        '만료 시간이 지난 것은 전달되지 않는다. 맨 앞이 되는 순간 떠난다.',
      ],
      why: 'nudge가 맨 앞의 m2를 가져간다. 그 순간 이미 시간이 지난 m3이 맨 앞이 되고, 전달되는 대신 만료된다.',
      slips: {
        both: 'm2가 나가면 m3이 맨 앞이 되는데, 이미 시간이 지났다. 그래서 전달되지 않고 만료된다.',
        overdueOnly:
          'm2는 맨 앞에 있고 1분도 대부분 남아 있으므로 전달된다. m3은 시간이 지났고, 만료 시간이 지난 것은 전달되지 않는다.',
        overdueFirst:
          '시간이 지났다고 m3이 앞지르지는 않는다. 맨 앞의 m2가 nudge에게 가고, 그다음 m3은 만료된다.',
      },
    },
  },
};
