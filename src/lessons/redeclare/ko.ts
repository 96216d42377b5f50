import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'c556d5bb776e',
  scenario: {
    summary: '이미 있는 큐를 다르게 선언할 수는 없다',
    guess: '큐를 다른 x-max-length로 다시 선언하면 한도가 바뀐다.',
    notice: [
      'm1: 이것을 쥐고 있던 worker가 다른 한도로 큐를 선언했다: 406이고, 채널이 닫힌다. 그 채널에서 소비하고 있었으므로 m1은 큐로 돌아가고, m2가 왔을 때는 컨슈머가 없다.',
      'twin은 같은 한도를 64비트 정수로 보내고, 타입을 적지 않은 큐의 타입인 classic도 적는다. 이것은 같은 선언이다. 따지는 것은 값이지 비트 수가 아니다.',
      'script는 한도를 문자열 "100"으로 보낸다: 406이고, 오류에는 같은 숫자가 두 번 나온다. 문자열은 결코 숫자와 같지 않다.',
      "checker는 'order'가 있는지 수동 선언(passive declare)으로 묻는다. 오타 때문에 404가 되고, 역시 채널이 닫힌다.",
    ],
    takeaway:
      '큐의 인자를 바꾼 릴리스는 시작할 때마다 실패하고 컨슈머까지 내린다. 큐에 새 이름을 주거나, 이런 한도는 정책(policy)으로 정하자.',
    looks: {
      'all have declared': '모두 선언한 뒤',
    },
  },
  title: '이미 있는 큐를 선언하면',
  intro: [
    '프로그램은 시작할 때마다 필요한 큐(queue)를 선언한다. 큐가 이미 있고 선언과 같으면 아무 일도 없다.',
    'orders는 메시지를 최대 100개 담도록 x-max-length=100으로 선언되었다. 이제 다른 넷이 저마다의 방식으로 선언한다. 그동안 worker는 이 큐를 소비하며 m1을 쥐고 있다.',
  ],
  questions: {
    worker: {
      ask: 'worker가 소비하던 채널(channel)에서 orders를 x-max-length=200으로 선언한다. 어떻게 될까?',
      choices: {
        accepted: '오류가 없다. 이제 한도는 200이다.',
        goesOn: '오류가 난다. 한도는 100 그대로이고, worker는 m1을 쥔 채 계속한다.',
        closed: '오류가 난다. 한도는 100 그대로이고, worker가 채널을 잃어서 m1은 큐로 돌아간다.',
      },
      hints: [
        '선언 한 번으로, 다른 모두가 쓰고 있는 큐를 바꿀 수 있을까?',
        '있는 큐를 그와 다르게 선언할 수는 없다. 그것은 406, 곧 채널 오류다.',
      ],
      why: 'x-max-length가 달라서 406 PRECONDITION_FAILED다. worker가 소비하던 채널이 닫히므로 m1은 큐로 돌아간다.',
      slips: {
        accepted:
          '선언은 큐를 만들거나, 선언한 그대로 있는지 확인할 뿐 바꾸지는 않는다. x-max-length가 다르면 406 PRECONDITION_FAILED다.',
        goesOn:
          '406은 선언을 보낸 채널을 닫는다. worker는 바로 그 채널에서 소비하므로 컨슈머(consumer)가 끝나고 m1은 큐로 돌아간다.',
      },
    },
    twin: {
      ask: 'twin도 x-max-length=100으로 선언하는데, 숫자를 더 짧은 형태가 아니라 64비트로 보내고 x-queue-type=classic을 더한다. 어떻게 될까?',
      choices: {
        same: '오류가 없다. 같은 선언이다.',
        differs: '406. 숫자의 타입이 다르고, orders에는 x-queue-type이 없다.',
      },
      hints: ['브로커는 인자의 무엇을 비교할까?', '정수는 값으로 따진다. 몇 비트로 보냈는지는 상관없다.'],
      why: '클라이언트가 몇 비트로 보내든 100은 100이고, 타입을 적지 않은 큐는 클래식(classic) 큐다. 다만 더 새로운 버전에서는 가상 호스트(virtual host)가 다른 기본 타입을 정할 수 있다. 100을 문자열로 보내면 다른 값이다.',
      slips: {
        differs:
          '정수는 값으로 비교한다. 언어가 다른 두 클라이언트가 100을 서로 다른 비트 수로 보내도 같은 큐를 뜻한다. 그리고 orders는 적든 적지 않든 클래식 큐다.',
      },
    },
    checker: {
      ask: "checker는 'order'라는 큐가 있는지 만들지 않고 알고 싶다(수동 선언, passive declare). 있는 것은 orders뿐이다. 답은 무엇일까?",
      choices: {
        no: '없다는 답만 오고, checker는 계속한다.',
        missing: '404. checker의 채널이 닫힌다.',
        differs: '406. 이름이 orders와 다르다.',
      },
      hints: [
        '없는 익스체인지(exchange)에 발행했을 때 브로커는 어떻게 답했을까?',
        '없는 것은 여기서도 404이고, 채널 오류다.',
      ],
      why: "수동 선언은 큐를 찾거나 오류가 되거나 둘 중 하나다. 여기서는 404 NOT_FOUND, no queue 'order'다.",
      slips: {
        no: '수동 선언에는 없다고 알리는 답이 따로 없다. 없는 것은 404이고 채널이 닫힌다.',
        differs: "406은 그 이름의 큐가 있는데 선언과 다를 때의 오류다. 'order'라는 큐는 없다.",
      },
    },
  },
};
