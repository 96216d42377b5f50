import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'b1de3c153530',
  scenario: {
    summary: '재전달을 세고, 포이즌 메시지를 끝낸다',
    guess: '컨슈머를 죽이는 메시지는 영원히 돌아온다.',
    notice: [
      'm1: worker가 이 메시지에서 거듭 죽는다. m1은 한도만큼 두 번 돌아오고, 그다음 delivery_limit으로 죽는다. 클래식 큐라면 세지 않고 영원히 보냈을 것이다.',
      'm2: 죽으면서 돌려준 것이 줄의 맨 앞에 서므로, m2는 m1이 parking으로 갈 때까지 기다린다. 한도가 있어야 m2의 차례가 온다.',
      '쿼럼 큐에는 클래식 큐에 있는 것 가운데 없는 것이 있다. planner는 x-max-priority를, tester는 durable이 아닌 큐를 원했고, 둘 다 406을 받는다.',
    ],
    takeaway:
      'x-delivery-limit과 데드 레터 익스체인지를 함께 정하자. 익스체인지가 없으면 한도에 이른 것은 버려진다. RabbitMQ 3.10에는 따로 정하지 않으면 한도가 없고, 4.0부터는 20이다.',
  },
  title: '쿼럼 큐, 그리고 작업자를 죽이는 메시지',
  intro: [
    '지금까지의 큐(queue)는 클래식(classic) 큐였다. x-queue-type=quorum인 쿼럼 큐(quorum queue)는 클러스터의 여러 노드에 보관되고, 잃어서는 안 되는 메시지를 위한 것이다.',
    '쿼럼 큐는 메시지가 몇 번 되돌아왔는지도 센다. x-delivery-limit에 비해 너무 많으면 메시지는 죽고, 여기서는 데드 레터 익스체인지(dead letter exchange)를 거쳐 parking으로 간다.',
    'worker는 m1을 받을 때마다 죽고 다시 시작된다. 네 번째로 시작하기 전에 버그가 고쳐져서 무엇을 받든 확인(ack)한다.',
  ],
  questions: {
    worker: {
      ask: 'x-delivery-limit은 2다. m1과 m2를 합쳐 worker에게 전달되는 것은 모두 몇 번일까?',
      hints: [
        '첫 번째 전달도 한도에 들까?',
        '한도는 메시지가 몇 번 다시 오는지에 대한 것이다. m2는 m1이 비켜날 때까지 기다린다.',
      ],
      why: 'm1이 처음 한 번에 두 번 더해 세 번이다. 세 번째로 죽으면 한도를 넘어 parking으로 간다. 그다음 m2가 한 번이다.',
      slips: {
        two: '한 번 죽었다고 m1을 포기하지는 않는다. 한도만큼 두 번 더 온다.',
        three: '한도는 m1이 다시 오는 횟수를 세고, 처음은 세지 않는다. 1 + 2번이고, 그다음 m2가 온다.',
        five: '고쳐진 worker는 m1을 받지 않는다. 세 번째로 죽을 때 한도를 넘어 parking으로 갔다.',
      },
    },
    tester: {
      ask: 'tester가 transient한 쿼럼 큐를 선언한다. 어떻게 될까?',
      choices: {
        created: '선언된다. durable인지 아닌지는 주인이 정할 일이다.',
        refused: '406. 그런 쿼럼 큐는 없다.',
      },
      hints: [
        '쿼럼 큐는 무엇을 위한 것일까?',
        '메시지가 살아남게 하려고 있는 큐다. 그와 어긋나는 것은 선언할 때 거부된다.',
      ],
      why: '쿼럼 큐는 언제나 durable이다. 아닌 것을 요청하면 406 PRECONDITION_FAILED, invalid property non-durable이다.',
      slips: {
        created:
          '클래식 큐라면 그렇다. 쿼럼 큐는 메시지를 지키려고 있는 것이라 언제나 durable이고, 아니면 406이다.',
      },
    },
  },
};
