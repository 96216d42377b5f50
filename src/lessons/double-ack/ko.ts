import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '478004b3eef5',
  scenario: {
    summary: '같은 메시지를 두 번 ack하면 채널이 닫힌다',
    guess: '메시지를 두 번 확인해도 두 번째는 아무 일도 없다.',
    notice: [
      'm1: 딜리버리 태그는 1이고, 첫 ack이 그 태그를 써 버린다. 두 번째 ack은 406 unknown delivery tag가 되어 채널이 닫히고, 컨슈머 c1도 함께 사라진다.',
      'm2, m3: c1이 아직 확인하지 않고 갖고 있었다. 실수와 아무 상관이 없는데도 큐로 돌아가고, c2가 redelivered=true로 받는다.',
      'm2: c1에게는 태그가 2였지만 c2에게는 1이다. 채널마다 자기 전달을 따로 세므로, 전달받은 채널이 아닌 다른 채널에서 ack하면 같은 오류가 나거나 엉뚱한 메시지가 확인된다.',
      'm4: tail은 noAck으로 소비한다. m4는 보낸 순간 끝났고, 열려 있는 태그가 없다. 이때 ack하는 것도 406이다.',
    ],
    takeaway:
      '흔한 원인은 핸들러와 프레임워크가 둘 다 ack하는 것, multiple=true 뒤에 또 ack하는 것, 재연결한 뒤에 ack하는 것이다. 확인은 한 곳에서, 메시지가 온 바로 그 채널에서 하자.',
    looks: {
      'acknowledged once': '한 번 확인(ack)한 뒤',
      'acknowledged twice': '두 번 확인(ack)한 뒤',
    },
  },
  title: '같은 메시지를 두 번 확인하면',
  intro: [
    '컨슈머(consumer) c1이 메시지 세 개를 딜리버리 태그(delivery tag) 1, 2, 3으로 받아 쥐고 있다. 그중 m1을 확인(ack)한다.',
    '그런데 같은 ack이 한 번 더 나간다. 핸들러와 그것을 감싼 프레임워크가 둘 다 확인할 때 생기는 일이다. m2와 m3은 아직 c1에게 있다.',
    '끝으로 tail이 다른 큐 log를 noAck으로 소비한다. m4를 받고, 그런데도 확인한다.',
  ],
  questions: {
    second: {
      ask: 'm1에 대한 두 번째 ack에 브로커는 무엇이라고 답할까?',
      choices: {
        ignored: '아무 답도 없다. m1은 이미 끝났고, 다시 확인해도 달라지는 것이 없다.',
        missing: '404 NOT_FOUND. m1은 이제 없다.',
        precondition: '406 PRECONDITION_FAILED. 그런 딜리버리 태그가 없다.',
      },
      hints: [
        'ack이 가리키는 것은 메시지가 아니다. 그럼 무엇일까?',
        '첫 ack이 태그를 써 버린다. 열려 있지 않은 태그를 ack하는 클라이언트는, 브로커가 보기에 어디까지 했는지 놓친 것이다.',
      ],
      why: 'ack이 가리키는 것은 딜리버리 태그 1인데, 첫 ack이 이미 써 버렸다. 모르는 딜리버리 태그는 406 PRECONDITION_FAILED다.',
      slips: {
        ignored:
          'ack은 멱등이 아니다. 태그 1은 첫 ack으로 끝났고, 열려 있지 않은 태그는 클라이언트의 잘못으로 본다.',
        missing:
          '404는 없는 큐(queue)나 익스체인지(exchange)에 대한 오류다. ack은 메시지가 아니라 태그를 가리키고, 모르는 태그는 406이다.',
      },
    },
    c2: {
      ask: '그 뒤 c2가 같은 큐에 온다. c2는 메시지를 몇 개 받을까?',
      hints: [
        '406은 무엇을 닫고, 그것을 쓰던 것은 누구일까?',
        '이 오류는 채널(channel)을 닫는다. 그 채널로 전달되고 확인되지 않은 것은 큐로 돌아간다.',
      ],
      why: '오류로 c1의 채널이 닫힌다. 그래서 실수와 상관없던 m2와 m3이 큐로 돌아가 c2에게 간다.',
      slips: {
        none: 'm2와 m3은 c1에게 남지 않는다. 오류로 채널이 닫히고, 그 채널에서 열려 있던 것은 큐로 돌아간다.',
        one: '두 번째 ack이 m2나 m3의 확인이 되지는 않는다. 채널이 닫힐 때 둘 다 열려 있었고, 둘 다 돌아간다.',
        all: 'm1은 끝났다. 첫 ack은 유효했고, 뒤따른 실수가 그것을 되돌리지는 않는다.',
      },
    },
    noAck: {
      ask: 'm4에 대한 ack을 브로커는 어떻게 받아들일까?',
      choices: {
        ignored: '아무 일도 없다. noAck에서는 ack에 아무 효과가 없다.',
        refused: '같은 잘못이다. 406이 오고 채널이 닫힌다.',
      },
      hints: [
        'noAck 컨슈머에게 가는 메시지는 언제 끝날까?',
        'noAck에서는 메시지를 보내는 순간 끝난다. 브로커는 그 태그를 열어 두지 않는다.',
      ],
      why: 'noAck에서는 아무도 ack을 기다리지 않으므로 열려 있는 태그가 없다. 열려 있지 않은 태그를 ack하면 406이다.',
      slips: {
        ignored:
          '브로커는 요청하지 않은 ack을 못 본 체하지 않는다. m4에는 열려 있는 태그가 없으므로 406 unknown delivery tag다.',
      },
    },
  },
};
