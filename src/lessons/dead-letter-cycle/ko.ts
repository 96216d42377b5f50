import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '206e97bcecc2',
  scenario: {
    summary: '데드 레터의 순환은 그 안에 거부가 없으면 끊긴다',
    guess: '서로에게 데드 레터를 보내는 두 큐는 메시지를 영원히 주고받는다.',
    notice: [
      'm1: worker가 거부하면 wait에서 만료되어 work로 돌아온다. 순환 안에 거부가 있으면 RabbitMQ는 worker가 거부하는 만큼 돌게 둔다.',
      'm2: 소비하는 쪽이 없으므로 work에서 만료되고, 그다음 wait에서 만료된다. 도중에 거부가 없이 두 번째로 work에 들어가게 되고, RabbitMQ는 거기서 아무 말 없이 버린다.',
      'm2: 끊기는 것은 순환뿐이다. 같은 익스체인지에 바인딩된 다른 큐 log는 자기 사본을 받는다.',
    ],
    takeaway:
      '데드 레터로 하는 재시도는 컨슈머가 거부하는 동안 잘 돈다. 작업 큐에도 TTL을 주면, 거기서 만료된 것은 한 바퀴 돌아오면 사라진다. 작업 큐에서 만료된 것은 순환 밖의 큐로 보내자.',
  },
  title: '돌고 도는 데드 레터',
  intro: [
    'work에서 죽은 것은 wait로 가고, 거기서 100 ms 뒤에 만료되어 익스체인지(exchange)를 거쳐 work로 돌아오며, 사본 하나는 log로 간다. RabbitMQ는 이런 순환을 지켜본다.',
    'worker는 m1을 두 번 거부(reject)하고 세 번째에 확인(ack)한다. 그러고는 떠난다.',
    'm2는 소비하는 쪽이 없을 때 온다. expiration이 100 ms라서 m2도 work에서 죽는다.',
  ],
  questions: {
    worker: {
      ask: 'worker는 메시지를 모두 몇 번 받을까?',
      hints: [
        'm1은 거부할 때마다 돌아올까?',
        '거부하는 쪽은 알고서 그러는 것이다. 순환 안에 거부가 있으면 RabbitMQ는 돌게 둔다.',
      ],
      why: 'm1을 세 번이다. 거부, 거부, 확인. 거부가 있는 순환은 계속된다.',
      slips: {
        one: 'm1의 순환은 끊기지 않는다. 그 안에 거부가 있으므로 RabbitMQ는 m1이 work로 돌아오게 둔다.',
        two: 'm1은 두 번 거부되고, 두 번째 뒤에도 돌아온다. 확인되는 것은 세 번째 전달이다.',
        four: '세 번째 전달이 확인되어 m1은 끝난다. m2는 worker가 떠난 뒤에야 발행된다.',
      },
    },
    m2: {
      ask: 'm2는 work에서 만료되고, 그다음 wait에서 만료된다. 끝에 m2는 어디에 있을까?',
      choices: {
        round: 'wait. 계속 돌고 있는데 마침 wait에 있다.',
        work: '다시 work.',
        nowhere: '어디에도 없다.',
        log: 'log에만.',
      },
      hints: [
        'm2는 이미 어느 큐(queue)에서 죽었고, 도중에 거부된 적이 있을까?',
        '순환 안에 거부가 없으면, 데드 레터는 이미 거쳐 온 큐에 다시 들어가지 않는다. 다른 큐는 상관없다.',
      ],
      why: '도중에 거부가 없이 두 번째로 work에 들어가게 된다. RabbitMQ는 거기서 버리고, log는 자기 사본을 받는다.',
      slips: {
        round:
          '한 바퀴도 돌지 못한다. m2는 이미 work에서 죽었고 거부된 적이 없으므로 work에 다시 들어가지 않는다.',
        work: 'm1은 그랬다. worker가 거부했기 때문이다. m2는 만료되기만 했고, 거부가 없는 순환은 work 앞에서 끊긴다.',
        nowhere:
          '끊기는 것은 work로 들어가는 길뿐이다. 같은 익스체인지에 바인딩된 log는 순환에 들지 않고, m2를 받는다.',
      },
    },
  },
};
