import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '13cb0c13a4e4',
  scenario: {
    summary: 'get은 들여다보는 것이 아니라 꺼내는 것이다',
    guess: 'get은 큐에 무엇이 있는지 보여 줄 뿐, 메시지는 컨슈머들을 위해 그대로 남는다.',
    notice: [
      'm1, m2: support가 basic.get으로 하나씩 꺼내고, 둘 다 확인하지 않는다. 이제 큐에 없으므로 다른 누구도 받을 수 없다.',
      'm3, m4: c1이 소비를 시작해 남은 것을 받는다. 그다음 support가 한 번 더 요청하지만 아무것도 없다. 이것은 오류가 아니라 basic.get-empty라는 대답이다.',
      'm1, m2: support의 연결이 끝난다. 그제야 redelivered로 표시되어 돌아오고, c1은 m3과 m4보다 늦게 받는다.',
    ],
    takeaway:
      '관리 화면에서 메시지를 꺼내 보는 것도 똑같다. 그동안 다른 누구도 받을 수 없고, 나중에는 redelivered로, 어쩌면 순서가 바뀌어 돌아온다. 들여다보고 싶으면 익스체인지에 자기 큐를 바인딩해서 거기서 꺼내자.',
    looks: {
      'support looks at them': 'support가 들여다보는 동안',
    },
  },
  title: 'basic.get: 한 번에 메시지 하나',
  intro: [
    '컨슈머(consumer)에게는 메시지가 오는 대로 보내진다. 메시지를 받는 길은 하나 더 있다. basic.get이다. 클라이언트가 큐(queue)에 요청하면 메시지 하나가 오거나, 없다는 대답이 온다.',
    'orders에서 m1, m2, m3, m4가 기다리고, 컨슈머는 없다. 이 메시지들이 무엇인지 알고 싶은 사람이 있다. 클라이언트 support가 get을 두 번 하고, 둘 다 확인(ack)하지 않는다.',
    '그다음 c1이 orders를 소비하기 시작해 있는 것을 가져간다. support는 세 번째로 get을 한다. 끝으로 support가 종료되고, 그 연결(connection)도 끊긴다.',
  ],
  questions: {
    ready: {
      ask: 'support가 get을 두 번 했고, c1은 아직 없다. orders에서 대기 중(ready)인 메시지는 몇 개일까?',
      hints: [
        'support가 갖고 있는 메시지를 다른 누군가도 가질 수 있을까?',
        'get은 대기 중인 메시지 가운데 첫 번째를 꺼낸다. 확인할 때까지 그 메시지는 그 클라이언트의 것이다. 컨슈머에게 보낸 메시지와 같다.',
      ],
      why: 'get마다 하나씩 꺼냈다. m1과 m2는 미확인(unacknowledged) 상태로 support에게 있고, m3과 m4가 대기 중이다.',
      slips: {
        looks:
          'get은 들여다보는 것이 아니다. support가 꺼낸 것은 확인되거나 되돌려질 때까지 다른 모두에게는 큐에 없는 것이다.',
        same: '두 번째 get은 확인을 기다리지 않고 다음 메시지인 m2를 가져온다. 프리페치(prefetch)도 그것을 막지 못한다. 프리페치는 컨슈머에게만 통한다.',
        all: '그것은 컨슈머의 경우다. 프리페치가 없으면 기다리던 것을 모두 받는다. get은 하나만 꺼낸다.',
      },
    },
    third: {
      ask: '대기 중이던 것은 c1이 가져갔다. support의 세 번째 get에는 어떤 대답이 올까?',
      choices: {
        waits: '메시지가 올 때까지 대답이 없다.',
        error: '오류가 오고, 채널(channel)이 닫힌다.',
        none: 'get-empty. 메시지가 없다.',
      },
      hints: [
        '누군가 잘못한 것이 있을까?',
        'get에는 언제나 곧바로 대답이 온다. 메시지가 든 get-ok이거나 get-empty, 둘 중 하나다.',
      ],
      why: '큐는 있고, 대기 중인 것이 없다. 대답은 get-empty이고 채널은 열린 채로 있다.',
      slips: {
        waits: '브로커는 누가 요청했는지 기억해 두지 않는다. 곧바로 대답하고, 더 원하면 다시 요청해야 한다.',
        error: '없는 큐라면 404 오류다. 대기 중인 것이 없는 큐는 흔한 경우이고, 그에 맞는 대답이 따로 있다.',
      },
    },
    c1: {
      ask: 'c1은 모두 무엇을 어떤 순서로 받을까?',
      choices: {
        inOrder: 'm1, m2, m3, m4',
        lost: 'm3, m4',
        asNew: 'm3, m4, 그다음 처음 오는 것과 다름없는 m1, m2',
        late: 'm3, m4, 그다음 redelivered로 표시된 m1, m2',
      },
      hints: [
        'c1이 시작할 때 m1과 m2는 누구에게 있고, 마지막에는 누구에게 있을까?',
        '확인되지 않은 것은 채널이 끝나면 큐로 돌아간다. 컨슈머에게 보낸 것이든 get으로 꺼낸 것이든 다르지 않다.',
      ],
      why: 'c1이 시작할 때는 m3과 m4만 대기 중이다. m1과 m2는 support가 사라지자 돌아오고, 전에 한 번 전달된 것이다.',
      slips: {
        inOrder: 'c1이 시작할 때 m1과 m2는 support에게 있다. 그 연결이 끝나야 돌아오므로 맨 나중에 온다.',
        lost: 'support는 m1과 m2를 확인한 적이 없으므로 브로커에 아직 있다. 연결이 끝나면 orders로 돌아간다.',
        asNew:
          'support가 갖고 있었고, 이미 썼을지도 모른다. 브로커는 그것을 알 수 없으므로 redelivered로 표시한다.',
      },
    },
  },
};
