import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '8b34cb55a6f1',
  scenario: {
    summary: '큐를 혼자 쓰는 컨슈머가 있어도 get은 꺼내 간다',
    guess: '큐를 혼자 쓰는 컨슈머는 그 큐의 메시지를 모두 받는다.',
    notice: [
      'm2: c1은 ledger의 단일 활성 컨슈머이고, 아직 m1을 처리하고 있다. support가 메시지를 달라고 하면 다음 것을 받는다. m2가 m1보다 먼저 끝난다.',
      'm5: c2는 inbox의 독점 컨슈머다. 그러면 다른 컨슈머는 들어오지 못하지만 get은 막지 못한다.',
      'm7: vault는 단일 활성 컨슈머가 있는 쿼럼 큐다. 그런 큐는 모든 get을 405 RESOURCE_LOCKED로 거부하고, m7은 c3의 몫으로 남는다.',
      'm8: log는 스트림이고, 스트림에는 basic.get이 없다. 540 NOT_IMPLEMENTED이고, support의 연결 전체가 닫힌다.',
    ],
    takeaway:
      '컨슈머가 하나면 순서가 지켜지지만, 그것도 아무도 get을 하지 않는 동안만이다. 순서가 중요하면 단일 활성 컨슈머가 있는 쿼럼 큐를 쓰거나, 다른 사용자에게 그 큐를 읽을 권한을 주지 말자. 관리 화면도, 큐를 비우는 스크립트도 get을 한다.',
  },
  title: '하나뿐인 컨슈머 곁의 basic.get',
  intro: [
    '큐(queue) 셋에 컨슈머(consumer)가 하나씩 있고, 그 컨슈머가 큐를 혼자 써야 한다. c1은 ledger의 단일 활성 컨슈머(single active consumer)이고, c3은 쿼럼 큐(quorum queue)인 vault의 단일 활성 컨슈머다. c2는 독점(exclusive) 컨슈머로 inbox를 소비한다.',
    '저마다 프리페치(prefetch)는 1이고, 첫 메시지인 m1, m4, m6을 처리하고 있다. 그 뒤로 ledger에서 m2와 m3이, inbox에서 m5가, vault에서 m7이 기다린다. m8은 컨슈머가 없는 스트림(stream) log에 있다.',
    '그때 클라이언트 support가 ledger, inbox, vault, log의 순서로 넷 모두에 basic.get으로 메시지를 하나씩 달라고 한다.',
  ],
  questions: {
    support: {
      ask: 'support는 ledger, inbox, vault에서 무엇을 얻을까?',
      choices: {
        nothing: '아무것도 얻지 못한다. 큐마다 하나뿐인 컨슈머가 있다',
        ledger: 'ledger에서 m2',
        inbox: 'inbox에서 m5',
        both: 'ledger에서 m2, inbox에서 m5',
        vault: 'ledger에서 m2, inbox에서 m5, vault에서 m7',
      },
      hints: [
        '컨슈머에 대한 규칙이 소비하지 않는 쪽에도 통할까?',
        '클래식 큐(classic queue)는 누가 소비하든 대기 중인 것을 get에 내준다. 단일 활성 컨슈머가 있는 쿼럼 큐는 모든 get을 거부한다.',
      ],
      why: 'ledger와 inbox는 클래식 큐라서, get은 대기 중인 다음 메시지를 꺼낸다. vault는 단일 활성 컨슈머가 있는 쿼럼 큐라서 405 RESOURCE_LOCKED다.',
      slips: {
        nothing:
          '단일 활성 컨슈머도 독점 컨슈머도 컨슈머들 가운데서 혼자일 뿐이다. support는 아무것도 소비하지 않고, 클래식 큐에서는 그 get을 막는 것이 없다.',
        ledger: '독점 컨슈머는 다른 컨슈머만 막는다. support는 m5도 얻는다.',
        inbox:
          'ledger는 클래식 큐이고, 거기서 기다려야 하는 것은 다른 컨슈머뿐이다. c1이 아직 m1을 처리하는 동안 support는 m2를 얻는다.',
        vault:
          'vault는 아무것도 내주지 않는다. 단일 활성 컨슈머가 있는 쿼럼 큐는 get을 405 RESOURCE_LOCKED로 거부한다.',
      },
    },
    log: {
      ask: '그러면 스트림인 log에 대한 get은 어떻게 될까?',
      choices: {
        got: 'm8을 가져오고, m8은 스트림에 남는다.',
        empty: 'get-empty. 내줄 메시지가 없다.',
        refused: '540으로 거부되고, 연결(connection)이 닫힌다.',
      },
      hints: [
        '스트림의 다음 메시지란 무엇일까? 누구에게 다음일까?',
        '스트림은 컨슈머들이 저마다의 오프셋(offset)부터 읽는다. 스트림이 모르는 것은 540 NOT_IMPLEMENTED이고, 연결 전체의 오류다.',
      ],
      why: '스트림은 소비할 수만 있다. get은 540 NOT_IMPLEMENTED로 거부되고, support의 연결이 모든 채널(channel)과 함께 닫힌다.',
      slips: {
        got: '읽은 것이 스트림에 남는 것은 맞다. 하지만 스트림은 컨슈머만 오프셋부터 읽을 수 있고, basic.get에는 오프셋이 없다.',
        empty: 'm8은 거기 있다. 무엇이 들어 있든 스트림은 get 자체를 거부한다.',
      },
    },
  },
};
