import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'ecc95b982a7a',
  scenario: {
    summary: 'requeue한 메시지는 곧바로, 다른 모든 것보다 먼저 온다',
    guess: 'requeue한 메시지는 큐의 끝으로 가므로 m2와 m3이 먼저 온다.',
    notice: [
      'm1: c1은 처리에 실패하고 requeue=true로 되돌린다. m1은 원래 자리인 큐의 맨 앞으로 돌아가고 c1은 놀고 있으므로, 브로커는 쉬지 않고 다시 전달한다.',
      'm1: 성공할 때까지, 여기서는 다섯 번째 전달까지 계속된다. 끝내 성공하지 못하는 메시지는 네트워크가 허락하는 속도로 영원히 돈다.',
      'm2, m3: 아무 문제도 없지만 내내 m1 뒤에서 기다린다.',
    ],
    takeaway:
      '나쁜 메시지 하나가 CPU를 붙들고 큐를 멈춘다. redelivered는 처음이 아니라는 것만 알려 준다. 따로 말하지 않으면 requeue하는 클라이언트가 많다(amqplib의 nack과 reject가 그렇다). requeue=false로 거부해서 데드 레터 큐로 보내거나, 지연이 있는 큐에서 재시도하자.',
  },
  title: '리큐(requeue): 큐로 되돌리기',
  intro: [
    '메시지를 처리하지 못하는 컨슈머(consumer)는 거부(basic.reject 또는 basic.nack)할 수 있다. requeue=true이면 메시지를 큐(queue)로 되돌린다.',
    '메시지 세 개가 기다린다. c1은 m1에 네 번 실패해서 그때마다 되돌리고, 다섯 번째에 성공한다. 프리페치(prefetch)는 1이다.',
  ],
  questions: {
    c1: {
      ask: 'c1은 메시지를 어떤 순서로 받을까?',
      choices: {
        last: 'm1, m2, m3, 그다음 다시 m1을 네 번',
        turns: 'm1, m2, 다시 m1, m3, 그다음 다시 m1을 세 번',
        head: 'm1, 다시 m1을 네 번, 그다음 m2, m3',
        once: 'm1, m2, m3을 한 번씩',
      },
      hints: [
        '되돌린 메시지는 큐의 어디에 놓일까?',
        'RabbitMQ는 되도록 원래 자리에 되돌려 놓는다. 그리고 거부한 컨슈머는 곧바로 다음 메시지를 받을 수 있다.',
      ],
      why: 'm1은 원래 자리인 큐의 맨 앞으로 돌아가고 c1은 놀고 있다. 그래서 c1은 m1을 거듭 받고, m2와 m3은 그 뒤에서 기다린다.',
      slips: {
        last: 'requeue한 메시지는 끝에 다시 줄을 서지 않는다. 원래 자리, 곧 m2와 m3보다 앞인 맨 앞을 되찾는다.',
        turns:
          '사이에 다른 메시지의 차례는 없다. m1은 다음 전달보다 먼저 맨 앞에 돌아와 있으므로 다음 전달도 m1이다.',
        once: 'requeue=true는 다시 전달하도록 메시지를 큐로 되돌린다. 여기서 끝나는 것은 requeue=false일 때다.',
      },
    },
  },
};
