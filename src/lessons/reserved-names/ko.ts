import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'c8faa7b477ff',
  scenario: {
    summary: 'amq.로 시작하는 이름은 브로커의 것이다',
    guess: '이름은 이름일 뿐이다. amq.jobs든 jobs든 상관없다.',
    notice: [
      'm1: worker는 amq.jobs를 선언할 수 없다. 이렇게 시작하는 이름은 예약되어 있다(403). 그래서 그런 큐는 없고, m1은 되돌아온다.',
      'm2: 익스체인지도 마찬가지다. amq.orders는 없고, 거기로 발행하면 404다.',
      'm3: 브로커가 스스로 선언해 둔 것은 쓸 수 있다. auditor가 audit을 amq.direct에 바인딩하고, m3이 거기 도착한다.',
    ],
    takeaway:
      '이름은 서비스 이름으로 시작하고, 익스체인지는 직접 선언하자. amq.direct 같은 것은 가상 호스트(virtual host)를 쓰는 모두의 것이다. 브로커가 이름을 지은 큐(amq.gen-…)는 그 이름으로 다시 선언할 수 없다. 다시 연결하면 이름 없이 선언하고, 그것을 바인딩하자.',
  },
  title: '예약된 이름',
  intro: [
    '가상 호스트(virtual host)마다 아무도 선언하지 않은 익스체인지(exchange)가 있다. amq.direct, amq.fanout, amq.topic, amq.headers 등이다. 이름 없이 선언한 큐(queue)는 amq.gen-으로 시작하는 이름을 얻는다.',
    '세 프로그램이 그런 이름을 쓴다. worker는 큐 amq.jobs를 선언한다. shop은 토픽 익스체인지(topic exchange) amq.orders를 선언하고 거기에 m2를 발행한다. auditor는 audit을 amq.direct에 바인딩(binding)한다.',
    'm1은 큐 amq.jobs로, m3은 audit이 바인딩된 키로 amq.direct에 발행된다. 메시지는 모두 mandatory다.',
  ],
  questions: {
    worker: {
      ask: 'amq.jobs라는 큐는 아직 없다. 이 선언은 어떻게 될까?',
      choices: {
        declared: '큐가 생기고 m1을 받는다.',
        renamed: '큐가 생기지만 브로커가 다른 이름을 붙인다.',
        refused: '오류다. 그런 큐는 생기지 않는다.',
      },
      hints: [
        'amq.로 시작하는 이름은 누가 지을까?',
        '이런 이름은 브로커가 스스로 만드는 것에 쓴다. 다른 쪽이 쓰려 하면 거부된다.',
      ],
      why: '403 ACCESS_REFUSED. 이름이 예약된 접두사 amq.로 시작하고, 이런 이름은 브로커만 지을 수 있다. m1은 큐를 찾지 못해 되돌아온다.',
      slips: {
        declared:
          '그 이름을 쓰는 큐가 없어도 소용없다. amq.로 시작하는 이름은 예약되어 있어서 브로커가 선언을 거부한다(403).',
        renamed:
          '브로커가 이름을 짓는 것은 이름을 주지 않았을 때뿐이다. 준 이름 대신 다른 이름을 붙이지는 않으며, 이 이름은 거부한다(403).',
      },
    },
    m2: {
      ask: 'amq.orders 선언도 거부된다. 그래도 shop은 거기에 m2를 발행한다. 어떻게 될까?',
      choices: {
        returned: '받는 큐가 없으므로 m2가 되돌아온다.',
        error: '그런 익스체인지가 없다는 오류가 나고 채널(channel)이 닫힌다.',
        dropped: 'm2는 소리 없이 버려진다.',
      },
      hints: [
        '선언이 거부된 뒤에는 무엇이 있을까?',
        'mandatory인 메시지는 익스체인지가 받을 큐를 찾지 못하면 되돌아온다. 여기에는 익스체인지가 없다.',
      ],
      why: '아무것도 선언되지 않았으므로 amq.orders는 없다. 404 NOT_FOUND가 오고, 채널이 또 닫힌다.',
      slips: {
        returned:
          '되돌아오려면 익스체인지가 있어야 한다. amq.orders는 거부되었으므로 거기로 발행하면 오류다(404).',
        dropped: '없는 익스체인지는 그냥 지나치지 않는다. 오류(404)이고, 채널이 닫힌다.',
      },
    },
    m3: {
      ask: 'amq.direct도 예약된 접두사로 시작한다. m3은 어떻게 될까?',
      choices: {
        arrives: 'audit에 도착한다.',
        bindRefused: 'auditor는 amq.direct에 큐를 바인딩할 수 없고, m3은 도착하지 못한다.',
        publishRefused: 'audit은 바인딩되지만, amq.direct에는 아무도 발행할 수 없다.',
      },
      hints: [
        '가상 호스트마다 있는 익스체인지는 무엇에 쓰라고 있을까?',
        '예약된 것은 그런 이름을 짓는 일이다. 그런 이름을 가진 것은 누구나 쓸 수 있다.',
      ],
      why: 'amq.direct는 여느 다이렉트 익스체인지(direct exchange)와 같고, 가상 호스트를 쓰는 모두의 것이다. m3을 audit에 넘긴다.',
      slips: {
        bindRefused:
          '거부되는 것은 이런 이름으로 새로 선언하는 일뿐이다. amq.direct에는 누구나 바인딩할 수 있다.',
        publishRefused:
          'amq.direct에는 누구나 발행할 수 있다. 바인딩할 수 없는 것은 기본 익스체인지이고, 발행할 수 없는 것은 internal 익스체인지다.',
      },
    },
  },
};
