import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '2c850701281d',
  scenario: {
    summary: '늘 실패하는 메시지가 다른 메시지를 막는다',
    guess: 'requeue한 메시지는 큐의 끝으로 가므로 다른 메시지도 차례가 온다.',
    notice: [
      'm2: 매번 실패하고, 컨슈머는 requeue한다. 큐의 맨 앞으로 돌아가 곧바로 다시 전달된다.',
      'm3: 클래식 큐에서는 m2가 성공할 때까지 기다린다. 여기서 m2는 여섯 번째 시도에 성공한다. 끝내 성공하지 못했다면 m3의 차례는 오지 않았을 것이다. 클래식 큐는 횟수를 세지 않기 때문이다.',
      'm2: 쿼럼 큐는 전달 횟수를 센다. x-delivery-limit이 허용하는 것보다 하나 많아지면 delivery_limit이라는 이유로 죽고, m3의 차례가 된다.',
    ],
    takeaway:
      '실패한 것을 무엇이든 requeue하는 컨슈머에게는 나쁜 메시지 하나가 CPU를 꽉 채우는 무한 반복이 된다. 거부해서 데드 레터 익스체인지로 보내거나, 쿼럼 큐에 x-delivery-limit을 정하자(RabbitMQ 4.0부터는 기본값이 20이고, 4.3부터는 basic.reject는 세지만 basic.nack은 세지 않는다).',
  },
  title: '거듭 실패하는 메시지',
  intro: [
    '아무리 시도해도 컨슈머(consumer)가 처리하지 못하는 메시지를 포이즌 메시지(poison message)라고 한다. m2가 그에 가깝다. 다섯 번 실패하고, 여섯 번째에는 성공하게 되어 있다. 실패할 때마다 컨슈머는 requeue한다.',
    '팬아웃 익스체인지(fanout exchange) orders는 큐(queue) classic과 quorum으로 이어지고, 두 큐의 종류는 이름과 같다. classic은 looping이, quorum은 limited가 소비하며 프리페치(prefetch)는 1이다.',
    '두 큐에는 모두 dead로 이어지는 데드 레터 익스체인지(dead letter exchange) dlx가 있다. 쿼럼 큐에는 x-delivery-limit=2도 있다.',
  ],
  questions: {
    limited: {
      ask: 'limited는 쿼럼 큐에서 메시지를 어떤 순서로 받을까?',
      choices: {
        last: 'm1, m2, m3, 그다음 다시 m2를 두 번',
        once: 'm1, m2, 다시 m2를 한 번, m3',
        twice: 'm1, m2, 다시 m2를 두 번, m3',
        blocked: 'm1, m2, 다시 m2를 두 번. m3은 받지 못한다',
        five: 'm1, m2, 다시 m2를 다섯 번, m3',
      },
      hints: [
        'm2는 몇 번, 큐의 어느 자리로 돌아올 수 있을까?',
        'x-delivery-limit=2는 첫 전달 뒤에 두 번 돌아오는 것을 허용한다. 그다음 requeue는 죽음이다.',
      ],
      why: 'm2는 두 번 큐의 맨 앞으로 돌아온다. 세 번째 requeue는 한도 2를 넘어서 m2가 죽고, m3의 차례가 된다.',
      slips: {
        last: 'requeue한 메시지는 원래 자리인 맨 앞으로 돌아간다. 그래서 m2가 m3보다 먼저 다시 온다.',
        once: '한도가 세는 것은 전달이 아니라 되돌아온 횟수다. 첫 전달 뒤에 두 번을 더 허용하므로, 세 번째 전달까지 실패해야 m2가 죽는다.',
        blocked: '죽은 메시지는 큐를 떠난다. m2가 한도를 넘고 나면 m3 앞에는 아무것도 없다.',
        five: '클래식 큐에서라면 그렇다. 여기서는 x-delivery-limit=2 때문에 세 번째 requeue가 죽음이 된다.',
      },
    },
    dead: {
      ask: '끝에 dead에는 메시지가 몇 개 있을까?',
      hints: [
        '두 큐에는 모두 dlx가 있다. 그 가운데 무언가 죽는 큐는 어느 것일까?',
        '몇 번이든 requeue되는 것은 죽음이 아니다. 한도를 넘을 때만 죽음이고, 한도는 쿼럼 큐에만 있다.',
      ],
      why: '쿼럼 큐의 m2는 전달 한도를 넘어 죽었다. 클래식 큐의 m2는 성공할 때까지 돌아왔다.',
      slips: {
        none: 'x-delivery-limit을 넘는 requeue는 죽음이고, 쿼럼 큐에는 dlx가 있다. 거기서 죽은 m2가 dead로 간다.',
        both: '클래식 큐는 전달 횟수를 세지 않는다. 거기서 m2는 requeue할 때마다 돌아오고, 여섯 번째에 확인(ack)된다.',
      },
    },
  },
};
