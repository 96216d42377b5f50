import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '3c46a9898bd8',
  scenario: {
    summary: '큐 이름 없는 바인딩은 마지막에 선언한 큐의 것이다',
    guess: '큐도 키도 없는 바인딩은 거부되거나, 빈 키로 바인딩된다.',
    notice: [
      "m1, m2: clerk는 큐 이름도 키도 적지 않았다. RabbitMQ는 clerk가 마지막에 선언한 큐를 골랐고, 키에도 그 이름을 썼다. 그래서 키 'invoices'는 닿고, 빈 키는 닿지 않는다.",
      'm3, m4: packer는 이름만 적지 않았다. 큐는 parcels 다음에 선언한 labels이고, 키는 준 그대로다.',
      'hasty는 자기 채널에서 아무것도 선언하지 않았다. 가리킬 큐가 없으므로 404다.',
    ],
    takeaway:
      '바인딩마다 큐와 키를 적자. 적지 않으면, 그 사이에 다른 큐를 선언하는 줄이 끼기만 해도 바인딩되는 것이 달라지고, 오류 뒤에 연 새 채널에는 마지막에 선언한 큐가 없다. 큐 이름 설정이 실수로 비어 있으면, 마지막에 선언한 큐가 무엇이든 오류 없이 바인딩된다.',
  },
  title: '큐를 말하지 않는 바인딩',
  intro: [
    '바인딩(binding)은 어느 큐(queue)를 어느 익스체인지(exchange)에 어떤 키로 잇는지 말한다. AMQP에서는 큐 이름을 비워 둘 수 있다. 그러면 같은 채널(channel)에서 마지막에 선언한 큐가 된다.',
    'clerk는 invoices를 선언하고, 이름도 키도 없이 바인딩한다. packer는 parcels, labels를 차례로 선언하고, 이름 없이 키 paid로 바인딩한다. orders는 다이렉트 익스체인지(direct exchange)다. 메시지는 바인딩의 키가 같은 큐에 닿는다.',
    '메시지는 orders로 발행된다. m1의 키는 invoices, m2는 빈 키, m3은 paid, m4는 labels다. 마지막으로 hasty가 아무것도 선언하지 않고 이름 없이 바인딩한다.',
  ],
  questions: {
    clerk: {
      ask: 'clerk는 invoices를 선언해 두었고, 빈 이름과 빈 키로 orders에 바인딩한다. 어떻게 될까?',
      choices: {
        refused: '오류다. 바인딩은 더 많은 것을 말해야 한다.',
        emptyKey: 'invoices가 빈 키로 바인딩되어 m2를 받는다.',
        name: 'invoices가 키 invoices로 바인딩되어 m1을 받는다.',
        nothing: '바인딩은 생기지만 m1도 m2도 지나지 못한다.',
      },
      hints: [
        '큐는 브로커가 채운다. 키는 어떻게 할까?',
        '둘 다 비어 있으면 RabbitMQ는 둘 다 큐의 이름으로 채운다.',
      ],
      why: '큐도 키도 없으면 RabbitMQ는 마지막에 선언한 큐의 이름을 두 자리에 모두 넣는다. m1은 도착하고, m2는 되돌아온다.',
      slips: {
        refused: '같은 채널에서 선언한 큐를 바인딩하는 짧은 방법으로, AMQP가 허용한다.',
        emptyKey: '큐 이름을 적었다면 그랬을 것이다. 이름도 비어 있으면 키에도 그 이름이 들어간다.',
        nothing: 'invoices는 바인딩되었고 키는 그 이름이다. m1의 키가 바로 그것이다.',
      },
    },
    m3: {
      ask: 'packer는 parcels, labels를 차례로 선언하고, 이름 없이 키 paid로 orders에 바인딩했다. 키가 paid인 m3은 어느 큐가 받을까?',
      hints: [
        '이 채널에서 큐 둘이 선언되었다. 바인딩 하나는 큐 몇 개의 것일 수 있을까?',
        '빈 이름은 큐 하나, 마지막에 선언한 큐를 뜻한다.',
      ],
      why: '마지막에 선언한 labels가 바인딩되었다. parcels는 아니다.',
      slips: {
        parcels: '바인딩 하나는 큐 하나의 것이다. parcels도 선언되었지만 마지막이 아니다.',
        labels: '빈 이름은 packer가 마지막에 선언한 큐, labels를 뜻한다.',
      },
    },
    m4: {
      ask: '키가 labels인 m4는 어느 큐가 받을까?',
      hints: ['packer는 어떤 키로 바인딩했을까?', '이름이 키를 대신하는 것은 키도 비어 있을 때뿐이다.'],
      why: 'packer는 키 paid를 주었고, 그것이 전부다. orders에는 키가 labels인 바인딩이 없으므로 m4는 되돌아온다.',
      slips: {
        labels:
          '큐 이름이 키가 되는 것은 키를 주지 않았을 때뿐이다. packer는 키를 주었으므로 labels는 paid로만 바인딩되었다.',
      },
    },
  },
};
