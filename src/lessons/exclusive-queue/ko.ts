import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '8c93a9d1359b',
  scenario: {
    summary: '한 연결의 것이고, 그 연결과 함께 사라진다',
    guess: '다른 누구도 이 큐를 쓸 수 없고, 주인은 재연결하면 큐를 다시 찾는다.',
    notice: [
      'intruder는 다른 연결로 이 큐를 소비하려 한다: 405 RESOURCE_LOCKED.',
      'm1: 퍼블리셔는 큐를 건드리지 않는다. 누가 보내든 익스체인지가 큐로 라우팅한다.',
      'm2: owner의 연결이 끊기자 큐도 함께 사라졌고, 확인되지 않은 m1도 사라졌다. m2가 왔을 때는 큐가 없다.',
      'm3: owner가 돌아와 큐를 다시 선언한다. 이것은 새 큐이고, 비어 있다.',
    ],
    takeaway:
      '답장처럼 연결이 없으면 쓸모도 없는 것에 쓰자. 잠깐 끊긴 뒤에는 옛 연결이 아직 이름을 쥐고 있을 수 있으니(405), 이름은 브로커가 정하게 하자.',
    looks: {
      'owner is there': 'owner가 있는 동안',
      'owner is gone': 'owner가 떠난 뒤',
    },
  },
  title: '독점(exclusive): 한 연결만의 큐',
  intro: [
    '큐(queue)는 exclusive로 선언할 수 있다. 그 큐는 선언한 연결(connection)의 것이다.',
    'owner가 그렇게 선언하고 소비하는데, m1을 쥐고 있을 때 연결이 끊긴다. 돌아오기 전에 m2가 발행된다. 그 뒤 owner가 큐를 다시 선언해 소비하고, m3이 발행된다.',
    '퍼블리셔(publisher)는 자기 연결로, 기본 익스체인지(default exchange)를 통해 보낸다.',
  ],
  questions: {
    intruder: {
      ask: 'intruder가 다른 연결로 이 큐를 소비하겠다고 요청한다. 어떻게 될까?',
      choices: {
        waits: '받아들여지지만, owner가 있는 동안은 아무것도 받지 못한다.',
        shares: '받아들여져서 owner와 번갈아 받는다.',
        refused: '독점 컨슈머 때처럼 403 ACCESS_REFUSED.',
        locked: '405 RESOURCE_LOCKED.',
      },
      hints: [
        '이번에 독점인 것은 컨슈머(consumer)가 아니라 큐다.',
        '다른 연결에게 독점 큐는 잠겨 있다. 소비도 선언도 삭제도 할 수 없다.',
      ],
      why: '이 큐는 owner의 연결 말고는 모두에게 잠겨 있다: 405 RESOURCE_LOCKED.',
      slips: {
        waits: '기다리는 줄 같은 것은 없다. 큐는 다른 연결에게 잠겨 있고, intruder는 405로 거부된다.',
        shares:
          'exclusive가 막는 것이 바로 그것이다. 다른 연결은 이 큐를 소비할 수 없다: 405 RESOURCE_LOCKED.',
        refused:
          '403은 누구나 쓸 수 있는 큐를 한 컨슈머가 독차지하고 있을 때다. 여기서는 큐 자체가 한 연결의 것이라서 405다.',
      },
    },
    owner: {
      ask: '연결이 끊기기 전과 뒤를 합쳐, owner는 메시지를 모두 몇 개 받을까?',
      hints: [
        '퍼블리셔의 메시지가 이 큐에 닿을 수 있을까? 연결이 끊기면 큐는 어떻게 될까?',
        '퍼블리셔의 상대는 큐가 아니라 익스체인지다. 큐는 안에 든 것과 함께, 연결이 끊기면 사라진다.',
      ],
      why: 'm1과 m3이다. 큐가 연결과 함께 사라져서 m1은 다시 올 수 없었고, m2가 왔을 때는 큐가 없었다.',
      slips: {
        one: '둘이다. 퍼블리셔는 큐를 건드리지 않으므로 exclusive가 막지 않는다. 익스체인지가 m1을, 나중에는 m3을 라우팅한다.',
        three:
          'm1이 다시 오지도, m2가 기다리고 있지도 않았다. 큐는 m1과 함께, 연결이 끊기면서 사라졌고, m2는 큐가 없을 때 왔다.',
        four: '큐가 내내 있는 것이 아니다. m1과 함께, 연결이 끊기면서 사라졌고, m2는 큐가 없을 때 왔다. 나중에 owner가 선언하는 것은 새 큐다.',
      },
    },
  },
};
