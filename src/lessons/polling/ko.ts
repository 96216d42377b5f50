import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '1a00da34128c',
  scenario: {
    summary: '폴링하면 알림도 없고, 컨슈머로 치지도 않는다',
    guess: '200 ms마다 물어보는 것은 조금 늦을 뿐 소비하는 것과 같다.',
    notice: [
      'm1: c1은 소비하고 있으므로 곧바로 받는다. poller는 그전에 물어보아 아무것도 얻지 못했고, 아무도 알려 주지 않는다. m1은 다시 물어볼 때까지 기다린다.',
      'm2, m3: poller가 세 번째로 물어볼 때 둘 다 기다리고 있는데, 받는 것은 m2뿐이다. 몇 개가 있든 get 한 번은 메시지 하나다.',
      '마지막에는 두 프로그램이 모두 사라진다. 자동 삭제 큐 pushed는 마지막 컨슈머와 함께 사라졌다. polled는 m3을 간직한 채 남는다. get을 하는 쪽은 컨슈머가 아니므로, 컨슈머가 온 적이 없는 큐다.',
    ],
    takeaway:
      '폴링은 브로커에 묻고 또 묻지만 대부분 헛일이고, 그러고도 늦는다. 프리페치를 정해서 소비하자. basic.get은 가끔 메시지 하나가 필요한 도구나 테스트에 쓰자. 폴링만 하는 큐는 자동 삭제로는 결코 사라지지 않는다. 그 대신 x-expires를 주자.',
    looks: {
      'm1 is published': 'm1을 발행한 뒤',
      'both are gone': '둘 다 연결이 끊긴 뒤',
    },
  },
  title: '폴링(polling): 묻고 또 묻기',
  intro: [
    'c1은 큐(queue) pushed를 소비한다. poller는 소비하지 않는다. 자기 큐인 polled에 basic.get으로 물어본다. 200 ms 간격으로 모두 세 번이다.',
    '두 큐 모두 팬아웃(fanout) 익스체인지(exchange) prices에 바인딩되어 있어서, 모든 메시지의 사본을 하나씩 갖는다. m1은 첫 번째 get 다음에, m2와 m3은 두 번째 get 다음에 발행된다.',
    '두 큐 모두 자동 삭제(auto-delete) 큐다. 이런 큐는 마지막 컨슈머(consumer)가 떠나면 삭제된다. 마지막에는 두 프로그램이 모두 사라진다.',
  ],
  questions: {
    m1: {
      ask: 'poller가 한 번 물어보았고, m1이 발행된다. polled에서 대기 중(ready)인 메시지는 몇 개일까?',
      hints: [
        'poller가 물어보았다는 것을 브로커가 기억할까?',
        'get은 곧바로 대답을 받고, 그것으로 끝난다. 나중에 오는 것은 컨슈머에게만 보내진다.',
      ],
      why: '첫 번째 get은 이미 끝났다. 그래서 m1은 poller가 다시 물어볼 때까지 polled에서 기다린다.',
      slips: {
        told: '아무도 m1을 poller에게 보내 주지 않는다. 그 get은 m1이 오기 전에 get-empty라는 대답을 받았고, 그것으로 끝났다.',
      },
    },
    poller: {
      ask: 'poller는 세 번 물어본다. 모두 몇 개의 메시지를 받을까?',
      hints: [
        '세 번 각각 무엇이 있고, 그 가운데 얼마를 가져올까?',
        '몇 개가 기다리든 get은 많아야 하나를 가져온다.',
      ],
      why: '첫 번째 get 때는 아무것도 없고, 두 번째 때는 m1이 있다. 세 번째 때는 m2와 m3이 있는데 m2를 가져온다.',
      slips: {
        all: 'm3은 들지 않는다. m2 뒤에서 기다리는데, 세 번째 get은 하나만 가져온다.',
        last: '가져가지 않은 것은 큐에 남는다. m1은 두 번째 get 때 아직 있고, 세 번째는 m2를 가져온다.',
      },
    },
    gone: {
      ask: '두 프로그램이 모두 사라졌다. 두 자동 삭제 큐는 어떻게 되었을까?',
      choices: {
        both: '둘 다 삭제되었다.',
        neither: '둘 다 아직 있다.',
        pushed: 'pushed는 삭제되었고, polled는 아직 있다.',
      },
      hints: [
        '두 큐 가운데, 떠날 컨슈머가 있던 것은 어느 쪽일까?',
        '컨슈머는 소비하는 쪽이다. get을 한다고 컨슈머가 되지는 않는다.',
      ],
      why: 'c1은 pushed의 마지막 컨슈머였다. polled에는 컨슈머가 온 적이 없으니 떠날 컨슈머도 없다.',
      slips: {
        both: 'get을 하는 쪽은 컨슈머가 아니므로 polled에는 컨슈머가 온 적이 없다. 떠나는 마지막 컨슈머가 없으니 m3이 든 채로 남는다.',
        neither: 'c1은 pushed의 하나뿐인 컨슈머였다. c1이 사라지면 큐도 사라진다.',
      },
    },
  },
};
