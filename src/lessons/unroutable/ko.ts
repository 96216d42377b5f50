import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '3fdf222d870a',
  scenario: {
    summary: '어느 큐도 원하지 않을 때: 침묵, 반송, 아니면 대체 익스체인지',
    guess: '어느 큐도 받지 않는 메시지는 오류이거나, 적어도 컨펌되지는 않는다.',
    notice: [
      'm2: 키에 오타가 있어서 어느 큐도 받지 않는다. mandatory가 아니므로 버려지고, 컨펌된다.',
      'm3: m2와 같지만 mandatory다. 되돌아오고(basic.return, 312 NO_ROUTE), 그런 다음 똑같이 컨펌된다.',
      "m4: 역시 mandatory이지만, 대체 익스체인지가 있는 익스체인지로 간다. 'unrouted'가 받으므로 되돌아오지 않는다.",
    ],
    takeaway:
      '컨펌은 브로커가 메시지를 처리했다는 뜻이지, 어느 큐에 들어갔다는 뜻이 아니다. mandatory로 발행해서 반송을 처리하거나, 익스체인지에 대체 익스체인지를 두고 그 큐를 지켜보자. 대부분의 클라이언트는 따로 말하지 않으면 mandatory 없이 발행한다.',
  },
  title: '어느 큐도 받지 않는 메시지',
  intro: [
    '퍼블리셔(publisher)는 메시지마다 퍼블리셔 컨펌(publisher confirm)으로 답해 달라고 브로커에 요청할 수 있다. 받아들이면 basic.ack, 아니면 basic.nack이다. 또 메시지에 mandatory를 붙일 수 있다. 그러면 어느 큐(queue)도 받지 않는 메시지가 되돌아온다.',
    '여기 퍼블리셔는 컨펌을 요청한다. m2, m3, m4의 키에는 오타가 있다. payed다. m2는 mandatory가 아니고, 나머지는 mandatory다.',
  ],
  questions: {
    m2: {
      ask: 'm2는 어느 큐도 받지 않고, mandatory도 아니다. 퍼블리셔는 무엇을 듣게 될까?',
      hints: [
        '이런 메시지에 대해 브로커가 할 일이 남아 있을까?',
        '컨펌은 브로커가 할 일을 다 했다는 말이다. 갈 곳 없는 메시지에는 할 일이 없다.',
      ],
      why: 'm2는 버려지고, 컨펌된다. 브로커에게는 더 할 일이 없다.',
      choices: {
        acked: '큐에 들어간 메시지처럼 basic.ack을 받는다.',
        nacked: '받은 큐가 없으므로 basic.nack을 받는다.',
        returned: 'm2가 되돌아온다.',
        nothing: 'ack도 nack도, 아무것도 받지 않는다.',
      },
      slips: {
        nacked:
          'basic.nack은 브로커가 책임질 수 없는 메시지에 대한 것이다. 갈 큐가 없는 메시지는 버리는 것으로 처리가 끝나고, ack을 받는다.',
        returned: 'mandatory인 메시지만 되돌아온다. m2는 mandatory가 아니다.',
        nothing: '컨펌을 쓰면 모든 메시지에 답이 온다. m2를 버린 것도 처리한 것으로 친다. basic.ack이 온다.',
      },
    },
    m3: {
      ask: 'm3도 어느 큐도 받지 않지만, mandatory라서 되돌아온다(basic.return). 컨펌은 무엇을 받을까?',
      hints: [
        '되돌아오는 것과 컨펌받는 것은 한 질문에 대한 두 가지 답일까, 서로 다른 질문에 대한 답일까?',
        '먼저 반송이 오고, 그다음 처리된 여느 메시지와 같은 컨펌이 온다.',
      ],
      why: '먼저 basic.return, 그다음 basic.ack이다. 브로커는 되돌려 보냈고, 그것으로 처리를 마쳤다.',
      choices: {
        returnedAcked: '되돌아온 다음 basic.ack을 받는다.',
        returnedNacked: '되돌아온 다음 basic.nack을 받는다.',
        returnedOnly: '받지 않는다. 되돌아온 것이 답이다.',
      },
      slips: {
        returnedNacked:
          '되돌려 보낸 것은 거부한 것이 아니다. 브로커는 mandatory가 요구하는 일을 했으므로 basic.ack으로 컨펌한다.',
        returnedOnly:
          '반송이 컨펌을 대신하지 않는다. 컨펌은 메시지마다 하나씩 온다. basic.return 다음에 basic.ack이 온다.',
      },
    },
  },
};
