import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '4568481d3749',
  scenario: {
    summary: 'x-overflow: 가득 찬 큐가 어느 메시지를 포기하는지',
    guess: '브로커가 nack으로 거부한 메시지는 어느 큐에도 없다.',
    notice: [
      'm1, m2: drop-head는 자리를 내려고 가장 오래된 것을 버리고, 아무에게도 알리지 않는다.',
      'm3, m4: reject-publish는 가진 것을 지키고 새것을 거부한다. reject-publish-dlx도 그렇게 하면서 거부한 것을 데드 레터로 보낸다.',
      'm3, m4: 거부하는 큐가 하나만 있어도 nack이다. 그런데도 drop-head에는 둘 다 있다.',
    ],
    takeaway:
      '거부를 아는 것은 컨펌을 기다리는 퍼블리셔뿐이다. 다시 발행하면, 이미 받은 큐는 같은 메시지를 두 번 받는다. 중복되어도 탈이 없게 하자.',
  },
  title: '큐가 가득 차면 누가 나갈까',
  intro: [
    'x-overflow는 가득 찬 큐(queue)가 무엇을 할지 정한다. 기본인 drop-head는 가장 오래된 메시지를 버린다. reject-publish는 새 메시지를 거부한다. reject-publish-dlx는 거부하면서 그 메시지를 데드 레터(dead letter)로 보낸다.',
    '팬아웃 익스체인지(fanout exchange)가 m1부터 m4까지를 큐 세 개로 보낸다. 종류마다 하나씩이고 이름도 종류와 같다. 각각 메시지를 2개까지 담고, 소비하는 쪽은 없다.',
    '퍼블리셔(publisher)는 퍼블리셔 컨펌(publisher confirm)을 기다린다.',
  ],
  questions: {
    m3: {
      ask: 'drop-head는 m3을 받고 나머지 두 큐는 거부한다. 퍼블리셔는 무엇을 알게 되고, m3은 어디에 있을까?',
      choices: {
        ackNowhere: 'ack이 온다. 하지만 m3은 세 큐 어디에도 없다.',
        ack: 'ack이 온다. 한 큐가 받았기 때문이다. m3은 drop-head에 있다.',
        nackNowhere: 'nack이 온다. m3은 세 큐 어디에도 없다.',
        nack: 'nack이 온다. 그런데도 m3은 drop-head에 있다.',
      },
      hints: [
        '큐가 몇 개든 메시지 하나에 컨펌은 하나다. 어떤 때 ack일 수 있을까?',
        '모든 큐가 메시지를 받아야 ack이다. 한 큐가 어떻게 하든 다른 큐와는 상관이 없다.',
      ],
      why: '거부하는 큐가 하나만 있어도 nack이다. drop-head는 그런 줄 모르고 m3을 갖고 있다.',
      slips: {
        ackNowhere: '둘 다 반대다. 거부하는 큐가 있으면 nack이 오고, drop-head는 m3을 받았다.',
        ack: 'm3이 거기 있기는 하지만, ack은 모든 큐가 받았다는 뜻이다. 두 큐가 거부했으므로 nack이다.',
        nackNowhere:
          'nack은 아무것도 되돌리지 않는다. 이미 m3을 받은 drop-head는 그대로 갖고 있고, 거부한 두 큐에만 없다.',
      },
    },
    dead: {
      ask: '끝에 dead에는 메시지가 몇 개 있을까?',
      hints: [
        '데드 레터 익스체인지(dead letter exchange)가 있는 큐는 어느 것일까?',
        '셋 가운데 reject-publish-dlx만, 거부한 메시지마다 데드 레터로 보낸다.',
      ],
      why: 'reject-publish-dlx가 거부한 m3과 m4다. 나머지 두 큐에는 데드 레터 익스체인지가 없다.',
      slips: {
        none: '거부된 메시지도 죽을 수 있다. reject-publish-dlx의 dlx가 그 뜻이고, m3과 m4를 거부한다.',
        four: '데드 레터 익스체인지는 reject-publish-dlx에만 있다. drop-head가 버린 것도 reject-publish가 거부한 것도 흔적을 남기지 않는다.',
        six: '데드 레터 익스체인지는 reject-publish-dlx에만 있다. drop-head가 버린 둘과 reject-publish가 거부한 둘은 흔적을 남기지 않는다.',
      },
    },
  },
};
