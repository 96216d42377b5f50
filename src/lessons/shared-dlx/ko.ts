import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'af0a5016f520',
  scenario: {
    summary: '데드 레터 키가 같은 큐는 데드 레터가 섞인다',
    guess: '큐의 데드 레터는 그 큐를 위해 만든 큐로 간다.',
    notice: [
      "m1: orders에서 죽었고, 익스체인지 dlx에는 'failed'로 된 바인딩이 둘 있다. dlx는 데드 레터가 어느 큐에서 왔는지 모르므로, 두 큐가 하나씩 받는다.",
      'm2: 반대쪽도 같다. 데드 레터를 모으는 두 큐에 양쪽의 것이 다 있다.',
    ],
    takeaway:
      '여러 큐가 데드 레터 익스체인지를 함께 쓴다면 x-dead-letter-routing-key를 큐마다 다르게, 이를테면 큐의 이름으로 정하자. 그러지 않으면 복구 작업이 다른 팀의 메시지까지 되돌려 놓는다.',
    looks: {
      'm1 is dead': 'm1이 죽은 뒤',
    },
  },
  title: '큐는 둘, 데드 레터 키는 하나',
  intro: [
    '두 팀에 큐(queue)가 하나씩 있다: orders와 invoices. 거기서 죽은 것을 모으는 큐도 하나씩 있다: orders-dead와 invoices-dead.',
    '모두 다이렉트 익스체인지(exchange) dlx 하나를 거친다. 두 팀은 x-dead-letter-routing-key를 똑같이 failed로 정했고, 자기 큐를 그 키로 바인딩(binding)했다.',
    '두 컨슈머(consumer)는 받은 것을 거부(reject)한다. shipper는 orders의 m1을, clerk은 invoices의 m2를.',
  ],
  questions: {
    m1: {
      ask: 'm1이 orders에 발행되어 거기서 거부된다. orders까지 포함해서 어느 큐에 들어갈까?',
      hints: [
        'dlx는 데드 레터(dead letter)로 온 메시지에 대해 무엇을 알까?',
        '데드 레터는 여느 메시지처럼 dlx에 발행된다. 그 키로 된 바인딩마다 하나씩 받는다.',
      ],
      why: 'dlx에는 키가 failed인 메시지일 뿐이다. 그 키로 바인딩된 큐가 둘이고, 하나씩 받는다.',
      slips: {
        own: 'dlx는 m1이 orders에서 죽은 것을 모른다. invoices-dead도 failed로 바인딩되어 있으므로 받는다.',
        nowhere:
          'orders-dead는 failed로 dlx에 바인딩되어 있다. orders가 데드 레터에 주는 키가 바로 그것이다.',
      },
    },
    dead: {
      ask: '마지막에 orders-dead에는 메시지가 몇 개 있을까?',
      hints: [
        'invoices의 데드 레터는 어디로 갔을까?',
        '두 데드 레터 모두 키가 failed이고, orders-dead는 그 키로 바인딩되어 있다.',
      ],
      why: 'm1과 m2 둘 다 있다. 둘 다 failed라는 키로 dlx에 왔다.',
      slips: {
        own: 'm2는 invoices에서 죽었지만 그 데드 레터의 키도 failed이고, orders-dead는 그 키로 바인딩되어 있다.',
        none: '되돌리지 않는 거부(reject)는 둘 다 데드 레터로 만들고, orders-dead는 그 키로 바인딩되어 있다.',
      },
    },
  },
};
