import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '11ebe01690ed',
  scenario: {
    summary: '큐에서 나온 순서대로 처리가 끝나지는 않는다',
    guess: '큐는 먼저 들어온 것이 먼저 나가므로 m1이 m2보다, m2가 m3보다 먼저 끝난다.',
    notice: [
      'm1: 먼저 slow가 받지만, fast가 m2와 m3을 마칠 때까지도 처리하고 있다. 둘은 끝낸 것을 done에 발행하는데, 거기서 m1이 마지막이다.',
      'm1: picky는 셋을 다 받고서 m1을 돌려준다. 큐는 m1을 다시 맨 앞에 두지만 m2와 m3은 이미 나갔다. m1은 그 뒤에 한 번 더 온다.',
    ],
    takeaway:
      '순서가 지켜지는 것은 한 채널이 발행한 것이 한 큐를 거쳐, 되돌리기(requeue)를 하지 않는 컨슈머 하나에게 갈 때다. 작업자를 늘리면서 순서도 지키려면 메시지를 고객 같은 키로 나누어, 저마다 x-single-active-consumer가 있는 여러 큐로 보내자. 아니면 메시지에 번호를 매겨 늦게 온 것을 작업자가 알아차리게 하자.',
  },
  title: '순서는 어떻게 될까',
  intro: [
    '큐(queue)는 먼저 들어온 것이 먼저 나간다. m1, m2, m3이 이 순서로 발행되어 두 큐 shared와 alone에 이 순서로 들어간다.',
    'shared에는 컨슈머(consumer) slow와 fast가 있고, 프리페치(prefetch)는 둘 다 1이다. 메시지 하나에 slow는 400 ms, fast는 10 ms가 걸린다. m1을 마치면 m1.slow나 m1.fast를 큐 done에 발행하고, 다른 메시지도 마찬가지다.',
    'alone에는 프리페치 제한이 없는 컨슈머 picky 하나가 있다. 받은 것을 모두 쥐고 있다가 나중에 m1을 requeue=true로 돌려준다.',
  ],
  questions: {
    done: {
      ask: 'm1은 slow가 받는다. done에는 결과가 어떤 순서로 놓일까?',
      choices: {
        asPublished: 'm1.slow, m2.fast, m3.fast',
        turns: 'm2.fast, m1.slow, m3.slow',
        asFinished: 'm2.fast, m3.fast, m1.slow',
      },
      hints: [
        'slow가 m1에 400 ms를 쓰는 동안 fast는 무엇을 할까?',
        '프리페치가 1이면 확인(ack)을 마친 쪽이 다음 메시지를 받는다. 앞 메시지의 처리가 끝나기를 기다리지는 않는다.',
      ],
      why: 'slow가 m1을 처리하는 동안 fast는 m2와 m3을 마친다. 큐가 지키는 것은 메시지가 나가는 순서이지 처리가 끝나는 순서가 아니다.',
      slips: {
        asPublished:
          '큐가 내주는 순서는 그렇다. 하지만 fast는 slow를 기다리지 않는다. m1보다 훨씬 먼저 m2와 m3을 마친다.',
        turns:
          'slow에게는 미확인 메시지가 하나 있고, 그것이 프리페치만큼이다. m3은 slow를 기다리지 않고 비어 있는 fast에게 간다.',
      },
    },
    picky: {
      ask: 'picky는 m1, m2, m3을 받고서 m1을 돌려준다. picky가 처음부터 끝까지 받는 것은 무엇일까?',
      choices: {
        atOnce: 'm1, 다시 m1, m2, m3',
        behind: 'm1, m2, m3, 다시 m1',
        allAgain: 'm1, m2, m3, 그리고 다시 셋 모두',
      },
      hints: [
        'm1이 돌아올 때 큐에는 어떤 메시지가 있을까?',
        '되돌리기(requeue)는 큐에서 기다리는 것들 앞에 메시지를 둔다. 이미 전달된 것은 큐에서 나갔다.',
      ],
      why: 'm1은 큐의 맨 앞으로 돌아가지만 큐는 비어 있다. m2와 m3은 이미 전달되었다. 그래서 m1은 그 뒤에 온다.',
      slips: {
        atOnce:
          'm2와 m3이 아직 큐에서 기다리는 프리페치가 1이라면 그렇다. 여기서는 m1이 돌아오기 전에 이미 전달되었다.',
        allAgain: '돌려준 것은 m1뿐이다. m2와 m3은 picky가 그대로 쥐고 있다.',
      },
    },
  },
};
