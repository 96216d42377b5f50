import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '3bd4b8a1e8ae',
  scenario: {
    summary: '컨슈머가 없는 동안 큐가 지켜 주는 것',
    guess: 'RabbitMQ는 자리를 비운 컨슈머의 메시지를 지켜 두었다가, 돌아오면 전달한다.',
    notice: [
      'm2, m3: 두 컨슈머가 모두 내려가 있다. 큐 mail은 남아서 메시지를 순서대로 지키고, mailer는 밀린 것을 다 받은 뒤에 m4를 본다. 퍼블리셔에게는 모든 것이 여느 때와 같다.',
      'm2, m3: 큐 dashboard는 exclusive이고 auto-delete라서 컨슈머와 함께 사라졌다. viewer를 위해 지켜 준 큐가 없고, mail이 받았으므로 퍼블리셔에게 반송된 것도 없다.',
      'm4: viewer가 큐를 새로 선언하고 바인딩했다. 그때부터 발행된 것을 받는다.',
    ],
    takeaway:
      '메시지를 지키는 것은 컨슈머도 익스체인지도 아닌 큐다. 놓치면 안 되는 일에는 이름이 있는 durable 큐를, 첫 메시지를 발행하기 전에 선언해 두어야 한다. 길이를 제한하고 경보를 걸자. 컨슈머가 내려가 있는 동안 큐는 자란다.',
    looks: {
      'both are down': '둘 다 연결이 끊긴 동안',
    },
  },
  title: '컨슈머가 없는 동안',
  intro: [
    'orders는 팬아웃 익스체인지(fanout exchange)이고, 두 컨슈머(consumer)가 거기에 발행되는 것을 모두 원한다. mailer는 durable 큐(queue)인 mail을 소비한다. 지금 벌어지는 일을 보여 주는 viewer는 dashboard를 소비한다. exclusive이고 auto-delete인 이 큐는 viewer가 직접 선언하고 바인딩(binding)한다.',
    '둘 다 m1을 받아서 확인(ack)한 다음, 둘 다 연결(connection)이 끊긴다. 그때 m2와 m3이 발행된다.',
    '그러고는 둘 다 돌아와서 viewer는 dashboard를 다시 선언하고 바인딩한다. 그다음 m4가 발행된다.',
  ],
  questions: {
    viewer: {
      ask: 'viewer는 통틀어 무엇을 어떤 순서로 받을까?',
      choices: {
        caughtUp: 'm1, m2, m3, m4',
        later: 'm1, m4',
        first: 'm1',
      },
      hints: [
        'm2와 m3은 어디에서 viewer를 기다릴 수 있을까?',
        '메시지를 지키는 것은 큐이고, 다른 것은 지켜 주지 않는다. 독점(exclusive) 큐는 주인의 연결과 함께 사라진다.',
      ],
      why: 'dashboard는 viewer의 연결과 함께 사라졌다. 새 dashboard는 이름만 같을 뿐 비어 있고, 그때부터 발행된 것을 받는다.',
      slips: {
        caughtUp:
          '그것은 mailer가 받는 것이다. mail은 남아 있기 때문이다. dashboard는 exclusive라서 viewer의 연결과 함께 사라졌고, m2와 m3을 지켜 준 큐가 없다.',
        first:
          'viewer는 dashboard를 다시 선언하고 orders에 바인딩해서 소비한다. 그래서 그 뒤에 발행된 m4를 받는다.',
      },
    },
    m2: {
      ask: 'm2는 mandatory이고, 두 컨슈머가 모두 없을 때 발행된다. 퍼블리셔(publisher)는 무엇을 알게 될까?',
      choices: {
        returned: 'viewer가 받지 못하므로 반송된다.',
        refused: '소비하는 쪽이 없으므로 브로커가 거부한다(basic.nack).',
        silent: '아무것도 모른다. 컨펌(confirm)조차 오지 않는다.',
        confirmed: '여느 때처럼 컨펌을 받는다.',
      },
      hints: [
        'mandatory인 메시지는 언제 반송될까?',
        'mandatory인 메시지는 받는 큐가 하나도 없을 때 반송된다. 컨슈머가 있든 없든 큐 하나면 된다.',
      ],
      why: 'mail이 m2를 받는다. 받는 큐가 하나만 있어도 반송되지 않고 컨펌된다.',
      slips: {
        returned:
          '반송은 어느 큐도 받지 않은 메시지에 대한 것이다. m2는 mail이 받았고, 전에 다른 큐가 더 있었다는 것은 아무도 모른다.',
        refused: '발행할 때 컨슈머는 상관이 없다. mail이 m2를 받아서 지킨다.',
        silent: '컨펌은 큐가 메시지를 받았다는 뜻이지, 누가 소비했다는 뜻이 아니다. m2는 mail이 갖고 있다.',
      },
    },
  },
};
