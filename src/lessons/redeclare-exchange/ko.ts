import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'a996ca452f1c',
  scenario: {
    summary: '익스체인지의 타입과 대체 익스체인지는 바뀌지 않는다',
    guess: '익스체인지를 대체 익스체인지와 함께 다시 선언하면 그것이 더해지고, 잘못 적은 인자는 거부된다.',
    notice: [
      "m1: 이것을 쥐고 있던 worker가 'orders'를 대체 익스체인지와 함께 선언했다: 406이고, 채널이 닫힌다. 그 채널에서 소비하고 있었으므로 m1은 큐로 돌아간다.",
      'typist는 alternate_exchange라고 적었다. RabbitMQ가 비교하는 익스체인지의 인자는 alternate-exchange 하나다. 다른 인자가 있는 선언은 통과하지만, 있는 것에 아무것도 더하지 않는다.',
      'router는 토픽 익스체인지로, saver는 transient로 선언한다: 둘 다 406. auto-delete와 internal도 비교한다.',
      "m2: 'orders'는 예전 그대로다. 대체 익스체인지가 없고, 다이렉트 익스체인지이므로 router가 'audit'을 바인딩한 '#'은 패턴이 아니다. m2는 되돌아온다.",
    ],
    takeaway:
      '대체 익스체인지는 정책(policy)으로 정하자. 이미 있는 익스체인지에도 듣고, 바꿀 수도 있다. 타입을 바꾸려면 새 이름으로 익스체인지를 선언하고, 큐를 두 곳에 다 바인딩한 다음 퍼블리셔를 옮기자.',
    looks: {
      'all have declared': '모두 선언한 뒤',
    },
  },
  title: '이미 있는 익스체인지를 선언하면',
  intro: [
    '프로그램은 시작할 때마다 큐처럼 익스체인지(exchange)도 선언한다. 이미 있고 선언과 같으면 아무 일도 없다.',
    'orders는 이미 있다. durable인 다이렉트 익스체인지(direct exchange)이고, 대체 익스체인지(alternate exchange)는 없다. 이제 네 프로그램이 저마다 조금씩 다르게 선언한다. 그 첫째인 worker는 그동안 billing을 소비하며 m1을 쥐고 있다.',
    '그 뒤에 router는 audit을 #으로 orders에 바인딩하고, m2가 아무도 요구하지 않은 키 shipped로 orders에 발행된다.',
  ],
  questions: {
    worker: {
      ask: 'worker가 소비하던 채널(channel)에서 orders를 alternate-exchange=unrouted로 선언한다. 어떻게 될까?',
      choices: {
        added: '오류가 없다. 이제 orders에는 대체 익스체인지가 있다.',
        goesOn: '오류가 난다. orders는 그대로이고, worker는 m1을 쥔 채 계속한다.',
        closed: '오류가 난다. orders는 그대로이고, worker가 채널을 잃어서 m1은 큐로 돌아간다.',
      },
      hints: [
        '큐를 다른 x-max-length로 선언했을 때는 어떻게 되었을까?',
        '대체 익스체인지는 그 익스체인지가 무엇인지에 속한다. 다르게 선언하면 406, 곧 채널 오류다.',
      ],
      why: 'orders에는 대체 익스체인지가 없는데 선언에는 있다: 406 PRECONDITION_FAILED. worker가 소비하던 채널이 닫히므로 m1은 billing으로 돌아간다.',
      slips: {
        added:
          '선언은 익스체인지를 만들거나, 선언한 그대로 있는지 확인할 뿐 바꾸지는 않는다. 없는 대체 익스체인지를 적어 선언하면 406 PRECONDITION_FAILED다.',
        goesOn:
          '406은 선언을 보낸 채널을 닫는다. worker는 바로 그 채널에서 소비하므로 컨슈머(consumer)가 끝나고 m1은 큐로 돌아간다.',
      },
    },
    typist: {
      ask: 'typist는 orders를 alternate_exchange=unrouted로 선언한다. 붙임표가 있어야 할 자리에 밑줄을 썼다. 어떻게 될까?',
      choices: {
        refused: '406. orders에는 그런 인자가 없다.',
        passes: '오류가 없다.',
      },
      hints: [
        '브로커는 그런 이름의 인자(argument)를 알까?',
        '익스체인지의 인자 가운데 브로커가 비교하는 것은 alternate-exchange 하나다.',
      ],
      why: 'alternate_exchange는 RabbitMQ에 아무 뜻이 없고, 익스체인지의 인자 가운데 비교하는 것은 alternate-exchange뿐이다. 그래서 선언은 통과하고, 바뀌는 것은 없다.',
      slips: {
        refused:
          '브로커가 아는 큐의 인자라면 그렇다. 익스체인지에서는 alternate-exchange만 비교하는데, 이것은 다른 이름이다.',
      },
    },
    m2: {
      ask: 'router는 orders를 토픽 익스체인지(topic exchange)로 선언해서 406을 받고도 audit을 #으로 바인딩했다. 그다음 m2가 키 shipped로 orders에 발행된다. 어느 큐가 받을까?',
      hints: [
        'orders는 지금 어떤 타입이고, 대체 익스체인지가 있을까?',
        '다이렉트 익스체인지는 키를 글자 그대로 비교한다. 어느 선언도 orders를 바꾸지 못했다.',
      ],
      why: 'orders는 예전처럼 다이렉트 익스체인지다. 거기서 #은 여느 키와 같고, shipped로 바인딩된 큐는 없으며, 물어볼 대체 익스체인지도 없다. m2는 되돌아온다.',
      slips: {
        pattern:
          '거부된 선언은 아무것도 바꾸지 않는다. orders는 여전히 다이렉트 익스체인지다. 거기서 #은 패턴이 아니고, #이라는 키만 받는다.',
        alternate:
          '두 선언 모두 orders에 대체 익스체인지를 주지 못했다. worker의 것은 거부되었고, typist의 것은 효과가 없었다.',
      },
    },
  },
};
