import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '30b1a7b90fbb',
  scenario: {
    summary: '메시지는 두 TTL 가운데 낮은 쪽에 따라 만료된다',
    guess: 'expiration이 1분인 메시지는 1분 동안 기다릴 수 있다.',
    notice: [
      'm2: 메시지의 expiration은 1분이지만 큐의 TTL이 더 낮고, 낮은 쪽을 따른다.',
      'm1, m2: quotes에는 데드 레터 익스체인지가 있으므로 거기서 만료된 것은 순서대로 dead로 간다.',
      'm3: 여기서는 메시지의 expiration이 더 낮다. 게다가 ticks에는 데드 레터 익스체인지가 없어서, m3은 컨펌까지 받았는데도 흔적 없이 사라졌다.',
      'm4: 큐의 TTL인 1분만 적용된다. 아직 있다.',
    ],
    takeaway:
      '데드 레터를 받을 곳이 없으면 만료된 메시지는 사라지고, 아무도 알지 못한다. TTL이 있는 큐에는 데드 레터 익스체인지를 두고 무엇이 오는지 지켜보자. 컨슈머가 너무 느리다는 신호다.',
    looks: {
      'after the lower TTL': '더 짧은 TTL이 지난 뒤',
    },
  },
  title: '만료되는 메시지',
  intro: [
    '메시지의 수명(TTL)은 두 가지로 정한다. 큐(queue)가 안의 모든 메시지에 대해 정하거나(x-message-ttl), 퍼블리셔(publisher)가 메시지마다 정한다(expiration). 그 시간이 지나면 메시지는 만료된다.',
    'quotes의 TTL은 200 ms, ticks는 1분이다. 각각 메시지를 두 개씩 받는데, 그중 하나에는 expiration이 붙어 있다. 소비하는 쪽은 없다.',
    '0.5초 뒤에 누가 들여다본다. quotes에는 거기서 죽은 것을 dead라는 큐로 보내는 데드 레터 익스체인지(dead letter exchange)가 있고, ticks에는 없다.',
  ],
  questions: {
    dead: {
      ask: '그때 dead에는 메시지가 몇 개 있을까?',
      hints: [
        'expiration은 1분인데 200 ms짜리 큐에 있는 m2는 얼마나 기다릴 수 있을까?',
        '메시지에 TTL이 둘이면 낮은 쪽을 따른다.',
      ],
      why: 'quotes에서 온 m1과 m2다. m2에는 expiration 1분보다 낮은 큐의 200 ms가 적용된다.',
      slips: {
        none: '누가 소비하거나 물어볼 필요는 없다. TTL이 지난 것은 저절로 quotes를 떠나고, 데드 레터 익스체인지를 거쳐 dead로 간다.',
        one: 'm2도 있다. expiration 1분이 큐의 200 ms를 늘려 주지는 않는다. 둘 가운데 낮은 쪽을 따른다.',
        three: 'm3도 만료되었지만, 데드 레터 익스체인지가 없는 ticks에서였다. m3을 dead로 보내는 것이 없다.',
      },
    },
    m3: {
      ask: 'm3은 expiration 200 ms로 ticks에 갔다. 들여다볼 때 m3은 어디에 있을까?',
      choices: {
        waits: 'ticks에 있다. 큐가 1분을 준다.',
        dead: 'dead에 있다.',
        returned: '퍼블리셔에게 반송되었다.',
        gone: '어디에도 없다.',
      },
      hints: [
        'm3에는 두 TTL 가운데 어느 쪽이 적용될까? 그리고 ticks는 거기서 죽은 것을 어디로 보낼까?',
        '데드 레터 익스체인지가 없으면 만료된 것은 버려진다. 라우팅도 컨펌도 이미 끝난 뒤라서 아무도 알지 못한다.',
      ],
      why: 'expiration 200 ms가 더 낮은 TTL이다. ticks에는 데드 레터 익스체인지가 없으므로 m3은 만료되면서 버려진다.',
      slips: {
        waits:
          '낮은 TTL을 따르는데, 여기서는 expiration이 낮다. ticks가 얼마를 주든 m3은 200 ms 뒤에 만료된다.',
        dead: '데드 레터 익스체인지는 quotes에만 있다. ticks에서 만료된 것은 버려진다.',
        returned:
          '반송되는 것은 발행할 때 받을 큐가 없는 메시지다. m3은 큐가 받았고 나중에 만료되었다. 그것을 퍼블리셔에게 알려 주지는 않는다.',
      },
    },
  },
};
