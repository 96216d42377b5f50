import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'c931df9853ae',
  scenario: {
    summary: '응답은 자기 클라이언트를 찾아가거나, 아무에게도 가지 않는다',
    guess: '요청은 HTTP처럼 응답을 받거나 곧바로 실패한다.',
    notice: [
      'm1, m2: 클라이언트마다 주소로 amq.rabbitmq.reply-to를 적는다. 브로커는 그것을 저마다 다른 주소로 바꾸므로, 서로 남의 응답을 보지 못한다.',
      'm3: taxes라는 큐가 없다. 요청은 mandatory라서 곧바로 반송되고, 클라이언트는 시간 제한까지 기다릴 필요가 없다.',
      'm4: 큐는 있지만 서버가 없다. 이것은 오류가 아니다. 요청은 기다리고, 아무도 알지 못한다.',
      'm4: spare가 일을 하지만 클라이언트는 이미 사라졌고 주소도 함께 사라졌다. 응답은 소리 없이 버려진다.',
    ],
    takeaway:
      '클라이언트에서 요청마다 시간 제한을 두고, expiration도 같은 길이로 정하자. 그러면 이미 포기한 클라이언트를 위해 서버가 일하지 않는다. 응답은 다른 순서로 올 수 있으니 correlation id로 요청과 짝을 맞추자.',
  },
  title: '요청과 응답',
  intro: [
    '클라이언트는 응답을 받을 곳을 reply-to 속성에 적은 요청을 발행할 수 있다. 요청을 처리한 쪽은 그 주소로 응답을 발행한다. 요청은 mandatory라서 받는 큐(queue)가 없으면 반송된다.',
    '클라이언트에게 응답용 큐는 필요 없다. amq.rabbitmq.reply-to를 소비하고 그것을 주소로 적으면 된다. 여기서는 shop과 app, 두 클라이언트가 저마다 자기 연결(connection)로 그렇게 한다.',
    'server는 m1과 m2를 처리하고 소비를 그만둔다. app은 m4를 발행하고 연결이 끊긴다. 그다음 spare가 prices를 소비한다. 서버는 응답을 mandatory 없이 발행한다.',
  ],
  questions: {
    shop: {
      ask: 'shop은 응답을 받는 컨슈머(consumer)로서 메시지를 몇 개 받을까?',
      hints: [
        '두 클라이언트가 같은 주소를 적는다. 브로커에게도 같은 주소일까?',
        '브로커는 요청마다 amq.rabbitmq.reply-to를, 그 요청을 보낸 클라이언트에게만 이어지는 주소로 바꾼다. 그리고 taxes라는 큐는 없다.',
      ],
      why: 'm1의 응답 하나다. m2의 응답은 app에게 가고, m3은 어느 서버에도 닿지 못했다.',
      slips: {
        two: 'shop에게 오는 응답은 m1의 것뿐이다. m2는 app이 보냈으니 주소가 다르고, m3은 응답을 받은 것이 아니라 반송되었다.',
        three:
          'shop이 보낸 것은 m1과 m3인데 m3을 받은 큐는 없다. 남의 응답은 shop에게 오지 않는다. 브로커가 만든 주소는 클라이언트 하나에게만 이어진다.',
      },
    },
    m4: {
      ask: 'app이 m4를 발행할 때 server는 더는 prices를 소비하지 않는다. 이 요청은 어떻게 될까?',
      choices: {
        returned: '서버가 없으므로 곧바로 app에게 반송된다.',
        dropped: '버려진다. 늦어도 app이 사라질 때는 버려진다.',
        worked: 'prices에서 기다리다가 spare가 처리한다.',
      },
      hints: [
        'mandatory인 메시지는 언제 반송될까?',
        '큐 prices는 있고, m4를 받는다. 요청도 여느 메시지와 같아서, 퍼블리셔(publisher)가 어떻게 되든 컨슈머를 기다린다.',
      ],
      why: '컨슈머가 있든 없든 prices가 m4를 받아서 spare가 올 때까지 지킨다. app이 사라진 것은 큐와 상관이 없다.',
      slips: {
        returned:
          'mandatory인 메시지는 받는 큐가 없을 때 반송된다. prices가 m4를 받았고, 컨슈머가 없는 것은 오류가 아니다.',
        dropped:
          '메시지는 퍼블리셔와 함께 사라지지 않는다. m4에는 expiration이 없고 prices에는 TTL이 없으니, 기다리는 시간에 한도가 없다.',
      },
    },
    reply: {
      ask: 'app의 연결이 끊긴 뒤에 서버가 m4에 응답한다고 하자. 그 응답은 어떻게 될까?',
      choices: {
        kept: 'app이 돌아올 때까지 app의 주소에서 기다린다.',
        shop: '역시 amq.rabbitmq.reply-to를 소비하는 shop에게 간다.',
        error: '그런 주소가 없으므로 서버가 오류를 받는다.',
        gone: '버려진다.',
      },
      hints: [
        '응답이 기다릴 수 있는 큐가 있을까?',
        '그 주소는 큐가 아니라 채널(channel)의 주소다. 연결이 끊기면 채널도 사라지고, 거기로 발행된 것은 아무에게도 닿지 않는다.',
      ],
      why: '주소는 app의 연결과 함께 사라졌다. 응답은 mandatory가 아니므로, 아무에게도 닿지 못했다는 것을 누구도 알지 못한다.',
      slips: {
        kept: 'amq.rabbitmq.reply-to 뒤에는 큐가 없다. 응답은 클라이언트가 있으면 곧장 클라이언트에게 간다.',
        shop: '이름은 같아도 주소는 다르다. 브로커가 app의 요청에 만들어 준 주소는 app에게만 이어진다.',
        error:
          '아무 데도 이어지지 않는 키로 발행하는 것은 오류가 아니다. mandatory가 아니면 버려지고, 응답도 마찬가지다.',
      },
    },
  },
};
