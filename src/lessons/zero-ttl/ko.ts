import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '2e324c77aa74',
  scenario: {
    summary: 'TTL이 0이면 바로 전달되거나 아예 전달되지 않는다',
    guess: 'TTL 0은 TTL이 없다는 뜻이다. 메시지는 얼마든지 기다린다.',
    notice: [
      'm1: 기다리는 쪽이 없다. 오자마자 만료되지만, 큐가 받았으므로 컨펌을 받고 되돌아오지 않는다.',
      'm2, m3: screen이 기다리고 있어서 m2를 받는다. 프리페치가 1이라 m2를 쥐고 있는 동안은 더 받지 않으므로, m3은 만료된다.',
      'm2: screen의 연결이 끊긴다. 연결이 끊기면 늘 그렇듯 m2는 큐로 돌아가고, 거기서 만료된다.',
      'shop이 x-expires가 0인 큐를 선언한다. 생기자마자 사라질 큐다. 이것은 거부되고(406), cart라는 큐는 없다.',
    ],
    takeaway:
      'x-message-ttl이나 expiration을 0으로 하는 것은, 화면에 보이는 가격처럼 잠시 뒤면 쓸모없는 메시지를 위한 것이다. RabbitMQ가 거부하는 옛 플래그 immediate를 대신하지만, 퍼블리셔에게 되돌아오는 것은 없다. TTL을 두지 않으려면 인자를 빼자.',
  },
  title: 'TTL이 0일 때',
  intro: [
    '큐(queue) ticks의 x-message-ttl은 0이다. 메시지는 거기서 0 ms 동안 기다릴 수 있다. 데드 레터 익스체인지(dead letter exchange)는 없다.',
    'm1은 ticks에 컨슈머(consumer)가 없을 때 발행된다. 그다음 screen이 프리페치(prefetch) 1로 소비하는데, 아무 답도 하지 않고 받은 것을 쥐고 있는다. m2와 m3이 발행되고, 나중에 screen의 연결(connection)이 끊긴다.',
    '마지막으로 shop이 x-expires가 0인 큐 cart를 선언한다. x-expires는 아무도 쓰지 않는 큐가 삭제되기까지의 시간이다.',
  ],
  questions: {
    m1: {
      ask: 'm1은 mandatory이고, 아직 아무도 ticks를 소비하지 않는다. m1은 어떻게 될까?',
      choices: {
        waits: '기다린다. 0은 TTL이 없다는 뜻이다. screen이 받는다.',
        returned: '큐가 지킬 수 없으므로 되돌아온다.',
        gone: '사라지고, 아무도 알지 못한다.',
      },
      hints: [
        '먼저 라우팅이 있고, 큐에서 보내는 시간은 그다음이다. mandatory는 어느 쪽과 관계가 있을까?',
        '0도 여느 TTL과 같고, 곧바로 지난다. 기다리고 있는 컨슈머만 그보다 빠르다.',
      ],
      why: 'ticks가 m1을 받았으므로 컨펌을 받고 되돌아오지 않는다. 기다리는 쪽이 없어서 곧바로 만료된다.',
      slips: {
        waits: '0은 TTL을 끄지 않는다. 곧바로 지나는 시간이다. screen이 왔을 때 m1은 이미 없었다.',
        returned:
          '되돌아오는 것은 받는 큐가 없는 메시지다. ticks가 m1을 받았고 그다음에 만료되었는데, 그것을 퍼블리셔(publisher)에게 알려 주지는 않는다.',
      },
    },
    screen: {
      ask: 'screen은 프리페치가 1이고, 받은 것을 쥐고 있는다. m2와 m3이 발행된다. screen은 메시지를 몇 개 받을까?',
      hints: [
        'm2와 m3이 올 때 screen은 각각 받을 준비가 되어 있을까?',
        'TTL이 0인 메시지는 그 순간 받을 수 있는 컨슈머에게만 닿는다. 프리페치가 1이면, 하나를 쥐고 있는 쪽은 받을 수 없다.',
      ],
      why: 'm2 하나다. m3이 올 때 screen은 프리페치가 허락하는 만큼 다 쥐고 있고, m3은 만료된다.',
      slips: {
        none: 'TTL 0은 금지가 아니다. screen이 메시지를 기다리고 있었으므로, m2는 큐에 머물지 않고 바로 갔다.',
        m3Too: 'screen은 하나만 쥘 수 있는데 m2를 쥐고 있다. m3은 기다려야 하지만 그럴 시간이 없다.',
        all: 'm1은 screen이 오기 전에, m3은 screen이 m2를 쥐고 있는 동안 만료되었다. TTL이 0인 메시지는 누구도 기다리지 않는다.',
      },
    },
    shop: {
      ask: 'shop이 x-expires를 0으로 하여 cart를 선언한다. 어떻게 될까?',
      choices: {
        noExpiry: '큐가 생기고, 만료되지 않는다.',
        atOnce: '큐가 생겼다가, 메시지처럼 곧바로 사라진다.',
        refused: '오류다. cart라는 큐는 없다.',
      },
      hints: [
        '생기자마자 사라지는 큐를 어디에 쓸 수 있을까?',
        'x-message-ttl은 0이어도 되지만, x-expires는 1 이상이어야 한다.',
      ],
      why: '406 PRECONDITION_FAILED. x-expires는 1 이상이어야 한다. 아무것도 선언되지 않는다.',
      slips: {
        noExpiry: '0이라고 꺼지지 않는다. 만료를 없애려면 인자를 빼야 한다. 0은 거부된다(406).',
        atOnce: '0이 뜻하는 것은 그것이지만, 그런 큐는 아무도 쓸 수 없다. 그래서 거부된다(406).',
      },
    },
  },
};
