import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'f69c8071d33d',
  scenario: {
    summary: '말이 안 되는 인자는 거부된다',
    guess: '브로커는 뜻을 알 수 없는 인자를 그냥 지나친다.',
    notice: [
      "m1: binder는 'not'을 썼는데, 헤더 바인딩에 그런 방식은 없다(406). 그래서 others는 바인딩되지 않았고, m1은 되돌아온다.",
      'm2: keeper는 데드 레터의 키만 정하고 익스체인지는 정하지 않았다(406). 그래서 parking이라는 큐가 없고, m2도 되돌아온다.',
      'typist는 인자 이름을 잘못 적었다. RabbitMQ는 모르는 이름을 지나친다. 큐는 생기고 m3이 들어가지만, TTL은 없다.',
    ],
    takeaway:
      '거부되는 것은 첫 테스트에서 드러난다. 잘못 적은 이름은 드러나지 않는다. 관리 UI에서 큐의 인자를 보거나, mq-lab lint로 정의를 검사하자. 무엇만 빼고 받으려면 가진 것으로 바인딩하거나 대체 익스체인지를 쓴다.',
  },
  title: '브로커가 거부하는 인자',
  intro: [
    '큐(queue)와 바인딩(binding)에는 이름과 값으로 된 인자(argument)가 있고, 그중 몇몇은 브로커에게 뜻이 있다. 여기서는 세 프로그램이 저마다 실수가 하나씩 있는 인자를 보낸다.',
    'binder는 PDF를 뺀 모든 문서를 others가 받게 하려 한다. keeper는 큐 parking을, typist는 큐 drafts를 선언한다.',
  ],
  questions: {
    binder: {
      ask: 'binder가 others를 헤더 익스체인지(headers exchange)에 x-match=not, type=pdf로 바인딩한다. m1은 type=txt다. 어떻게 될까?',
      choices: {
        refused: '브로커가 바인딩을 거부하고, m1은 되돌아온다.',
        not: 'm1은 PDF가 아니므로 others가 받는다.',
        ignored: '브로커가 바인딩을 받아들이지만, m1은 거기에 맞지 않는다.',
      },
      hints: [
        '헤더 바인딩에는 어떤 방식이 있을까?',
        'x-match는 all, any, all-with-x, any-with-x 가운데 하나다. 다른 값은 406이고, 채널(channel)의 오류다.',
      ],
      why: '그런 방식은 없다: 406 PRECONDITION_FAILED. 그래서 others는 바인딩되지 않았고, m1을 받을 큐가 없다.',
      slips: {
        not: '헤더 익스체인지에는 메시지에 없어야 할 것을 말하는 방식이 없다. 브로커가 바인딩을 거부한다(406).',
        ignored:
          'm1이 어느 큐에도 닿지 않는 것은 맞지만, 맞지 않아서가 아니다. 바인딩이 거부되어(406) 아예 없다.',
      },
    },
    keeper: {
      ask: 'keeper가 x-dead-letter-exchange 없이 x-dead-letter-routing-key=failed로 parking을 선언한다. 답은 무엇일까?',
      choices: {
        refused: '오류다. parking이라는 큐는 없다.',
        declared: '큐가 생기고, 거기서 죽은 것은 버려진다.',
      },
      hints: [
        '데드 레터(dead letter)의 키는 보낼 익스체인지 없이 무슨 쓸모가 있을까?',
        '브로커는 아는 인자를 검사하고, 말이 안 되는 것은 거부한다.',
      ],
      why: '익스체인지 없는 키는 406 PRECONDITION_FAILED이고, 아무것도 선언되지 않는다.',
      slips: {
        declared:
          '브로커는 아는 인자를 검사한다. 데드 레터를 보낼 익스체인지 없이 그 키만 정하면 406이고, 큐는 생기지 않는다.',
      },
    },
    typist: {
      ask: 'typist가 x-message-ttl에서 s 하나를 빠뜨린 x-mesage-ttl=100으로 drafts를 선언한다. 거기에 m3이 발행된다. 어떻게 될까?',
      choices: {
        refused: '브로커가 그런 인자를 모르므로 큐를 거부한다.',
        declared: '큐가 생기고, m3은 거기에 남는다.',
        expires: '큐가 생기고, m3은 100 ms 뒤에 만료된다.',
      },
      hints: [
        '브로커에게는 뜻이 없지만 프로그램이나 플러그인에게는 뜻이 있는 인자도 있을까?',
        '브로커는 이름을 모르는 인자를 그냥 지나친다.',
      ],
      why: '브로커가 모르는 이름은 실수로 치지 않는다. 큐는 그 인자와 함께 생기고, TTL은 없다.',
      slips: {
        refused: '브로커는 아는 인자만 검사한다. 잘못 적은 이름은 모르는 이름이라 그냥 지나친다.',
        expires: '이름은 글자 하나까지 맞아야 한다. x-mesage-ttl은 브로커에게 아무 뜻이 없으므로 TTL이 없다.',
      },
    },
  },
};
