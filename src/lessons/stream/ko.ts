import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '260fbe22ad2e',
  scenario: {
    summary: '읽어도 없어지지 않고, 원하는 곳에서 시작한다',
    guess: '컨슈머가 확인한 것은 사라지고, 거부한 것은 데드 레터가 된다.',
    notice: [
      'm1, m2, m3: audit이 확인해도 그대로 남는다. report는 첫 메시지부터 시작해서 모두 다시 받는다.',
      'm2, m3: chaser는 오프셋 1에서 시작하는데, 오프셋은 0부터 세므로 두 번째 메시지다.',
      'm4: live는 오프셋을 주지 않았으므로 다음에 오는 것부터 시작한다.',
      'm4: critic이 거부한다. 스트림에서는 거부할 수 없다. 540이고 연결 전체가 닫힌다. ack은 더 보내 달라는 뜻일 뿐이다.',
    ],
    takeaway:
      '스트림은 로그다. 메시지는 읽어서가 아니라 크기나 나이(x-max-length-bytes, x-max-age)에 따라 사라지므로 한도를 정하자. 어디까지 읽었는지는 읽는 쪽이 저마다 알아야 한다. 실패할 수 있는 일에는 큐를 쓰자. 스트림의 컨슈머는 프리페치를 정하고 ack해야 한다.',
  },
  title: '스트림: 큐가 아니라 로그',
  intro: [
    '큐(queue)의 세 번째 종류는 x-queue-type=stream인 스트림(stream)이다. 스트림은 로그다. 메시지는 오는 순서대로 번호가 붙고, 컨슈머(consumer)는 그것을 따라 읽는다.',
    '컨슈머는 x-stream-offset으로 어디서 시작할지 말할 수 있다. first이거나, 0부터 센 메시지 번호다. live는 아무 말도 하지 않는다.',
    'audit이 m1, m2, m3을 읽고 확인(ack)한다. 그제야 나머지가 오고, 맨 끝에 m4가 온다. 모두 받은 것을 확인하는데, critic만은 거부(reject)한다.',
  ],
  questions: {
    report: {
      ask: 'report는 first에서 시작한다. 메시지를 몇 개 받을까?',
      hints: [
        'audit의 ack은 m1, m2, m3에 무슨 일을 했을까?',
        '스트림에서는 읽어도, ack해도 없어지지 않는다. 컨슈머마다 시작한 곳부터 모두 읽는다.',
      ],
      why: '네 개 모두다. m1, m2, m3이 아직 있고, m4는 모든 컨슈머에게 간다.',
      slips: {
        none: '스트림에서는 아무것도 소모되지 않는다. audit이 읽은 m1, m2, m3은 report에게도 있고, m4도 그렇다.',
        one: 'ack은 스트림에서 아무것도 지우지 않는다. audit이 읽은 뒤에도 m1, m2, m3은 있고, report는 거기서 시작한다.',
        three: '스트림의 컨슈머들은 메시지를 나누어 받지 않는다. m4는 report를 포함해 모두에게 간다.',
      },
    },
    live: {
      ask: 'live는 m1, m2, m3이 있을 때 왔고 오프셋을 주지 않았다. 메시지를 몇 개 받을까?',
      hints: [
        '지난 것을 달라고 하지 않은 쪽은 어디서 시작할까?',
        'x-stream-offset이 없으면 다음에 오는 것부터 시작한다.',
      ],
      why: 'm4뿐이다. 오프셋을 주지 않으면 다음에 오는 것부터 시작한다.',
      slips: {
        none: 'm4는 live가 온 뒤에 오고, 따라 읽는 모든 컨슈머에게 간다.',
        four: '처음부터 읽으려면 x-stream-offset=first라고 말해야 한다. 오프셋이 없는 live는 다음에 오는 것부터 시작한다.',
      },
    },
    critic: {
      ask: 'critic이 m4를 거부한다. 어떻게 될까?',
      choices: {
        dropped: '적어도 critic에게는 m4가 버려진다.',
        again: 'critic이 m4를 다시 받는다.',
        error: '540 NOT_IMPLEMENTED 오류가 난다.',
      },
      hints: [
        '읽어도 없어지지 않는 곳에서 거부가 무슨 뜻일 수 있을까?',
        '스트림에는 reject도 nack도 없다. 브로커가 아예 하지 않는 일을 시키면 5xx이고, 연결이 닫힌다.',
      ],
      why: '스트림은 basic.reject를 지원하지 않는다. 540 NOT_IMPLEMENTED이고 연결 전체가 닫힌다.',
      slips: {
        dropped:
          '읽는 쪽 하나 때문에 스트림에서 무언가가 버려지지는 않는다. 거부를 그냥 넘기지도 않는다. 540이고 연결이 닫힌다.',
        again: '스트림은 돌려받는 것이 없으니 다시 전달하지도 않는다. 거부는 540이고 연결이 닫힌다.',
      },
    },
  },
};
