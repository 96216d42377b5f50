import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '10906912f4d9',
  scenario: {
    summary: '다이렉트 reply-to는 큐가 아니라 채널 하나의 주소다',
    guess: 'amq.rabbitmq.reply-to도 여느 큐와 같다. 응답은 누가 가져갈 때까지 거기서 기다린다.',
    notice: [
      'm1: hasty는 amq.rabbitmq.reply-to를 소비하지 않으면서 그 이름을 적었다. 요청이 거부된다(406). m1은 어느 서버에도 닿지 않는다.',
      'careful은 응답을 ack하려 한다. 되돌려 받을 큐가 없으므로 이것도 거부된다(406).',
      'm3: shop은 요청한 뒤, 없는 익스체인지로 m4를 보내 채널이 닫히게 했다. 주소는 그 채널의 것이었다. shop이 연결되어 있고 다시 소비하는데도 응답은 버려진다.',
      'm5: desk는 자기 큐를 적었다. desk가 돌아올 때까지 응답이 거기서 기다린다.',
    ],
    takeaway:
      'amq.rabbitmq.reply-to는 ack 없이 먼저 소비하고, 그다음 같은 채널로 요청을 발행하자. 그 채널로는 채널을 닫히게 할 만한 다른 일을 하지 말자. 응답을 잃으면 안 되는 곳에서는 클라이언트마다 응답용 큐를 둔다.',
    looks: {
      'desk is away': 'desk의 연결이 끊긴 동안',
    },
  },
  title: '다이렉트 reply-to에서 생기는 잘못',
  intro: [
    'amq.rabbitmq.reply-to는 큐(queue) 이름처럼 보이지만 그 뒤에 큐는 없다. 브로커는 그것을 소비하는 쪽마다 주소를 만들어 주고, 응답이 오면 그 자리에서 넘긴다.',
    'hasty는 요청 m1부터 보내고 amq.rabbitmq.reply-to는 그다음에 소비하려 한다. careful은 그것을 ack하며 소비한다. shop은 먼저 ack 없이 소비한다. server는 m2에 응답하고 소비를 그만둔다.',
    'shop이 m3을 보내고, m3은 기다린다. 그다음 shop은 없는 익스체인지(exchange)로 m4를 발행하고, 그 때문에 채널(channel)이 닫힌다. shop은 같은 연결(connection)의 새 채널에서 다시 소비한다.',
    'desk는 자기만 쓰는 큐 desk-replies를 적는다. m5가 기다리는 동안 desk의 연결이 끊긴다. 그다음 두 번째 서버인 spare가 m3과 m5를 처리하고, 마지막으로 desk가 돌아와 desk-replies를 소비한다.',
  ],
  questions: {
    m1: {
      ask: 'hasty는 amq.rabbitmq.reply-to를 아직 소비하지 않으면서 m1의 reply-to에 그 이름을 적어 발행한다. server는 있다. 어떻게 될까?',
      choices: {
        waits: 'server가 응답하고, 응답은 hasty를 기다린다.',
        dropped: 'server가 응답하고, 응답은 버려진다.',
        returned: 'm1이 hasty에게 반송된다.',
        refused: 'hasty가 오류를 받는다. m1은 server에 닿지 않는다.',
      },
      hints: [
        '브로커는 요청을 받을 때 그 이름을 주소로 바꿔야 한다. 누구의 주소일까?',
        '주소는 요청이 들어온 채널에 있는 컨슈머(consumer)의 것이다. 컨슈머가 없으면 브로커는 요청을 거부한다.',
      ],
      why: '406 PRECONDITION_FAILED, "fast reply consumer does not exist"가 오고 채널이 닫힌다. m1은 사라진다.',
      slips: {
        waits: '응답이 기다릴 큐가 없다. 게다가 응답까지 가지도 않는다. 요청 자체가 거부된다(406).',
        dropped:
          '응답까지 가지 않는다. 브로커는 응답을 받을 쪽이 없다는 것을 바로 알고 요청을 거부한다(406).',
        returned:
          '반송되는 것은 받는 큐가 없는 메시지인데, prices는 m1을 받을 수 있다. 브로커는 그 전에 거부한다. 406이 오고 채널이 닫힌다.',
      },
    },
    shop: {
      ask: 'shop은 m2와 m3으로 요청했다. 응답을 몇 개 받을까?',
      hints: [
        'spare가 응답할 때 m3에 적힌 주소는 어디로 이어질까?',
        '주소는 채널 하나의 것이다. 채널이 닫히면 사라지고, 새 채널의 주소는 다르다.',
      ],
      why: 'm2의 응답 하나다. m3의 응답은 m4 때문에 닫힌 채널로 가는 것이라 버려진다.',
      slips: {
        none: 'server는 채널이 아직 열려 있을 때 m2에 바로 응답했다. 그 응답은 도착했다.',
        m3Too:
          'shop은 같은 연결로 다시 소비하지만, 다른 채널에서다. m3에 적힌 주소는 옛 채널의 것이라 응답은 버려지고, 아무도 알지 못한다.',
      },
    },
    m5: {
      ask: 'spare가 m5에 응답할 때 desk는 없고, 나중에 돌아온다. 이 응답은 어떻게 될까?',
      choices: {
        dropped: 'm3의 응답처럼 버려진다.',
        never: '응답이 없다. desk가 사라졌으므로 spare는 m5를 처리하지 않는다.',
        left: 'desk-replies에 남는다. 새 연결은 요청한 연결이 아니기 때문이다.',
        received: 'desk가 받는다.',
      },
      hints: [
        'reply-to가 desk-replies인 응답은 어디로 갈까?',
        '그 응답은 여느 메시지와 같다. 큐 이름을 키로 하여 기본 익스체인지(default exchange)에 발행되고, 큐가 지킨다.',
      ],
      why: 'desk-replies는 큐다. 누가 없든 응답을 지키다가, 소비하는 쪽에게 준다.',
      slips: {
        dropped:
          'm3에 적힌 것은 채널의 주소였고, 그 채널은 없어졌다. m5에 적힌 것은 큐이고, 큐는 desk가 없어도 있다.',
        never: '서버는 클라이언트가 아직 있는지 모른다. m5는 prices에서 기다렸고, spare가 처리했다.',
        left: '큐는 어느 연결이 요청했는지 따지지 않는다. desk가 소비하면 그 안에 있는 것을 받는다.',
      },
    },
  },
};
